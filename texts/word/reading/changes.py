"""Tracked insertions, deletions and moves, at whatever level they stand."""

from ..document import NoticeCode
from ..names import w
from ..parsing import Element
from .state import Handler, Reading

_ID, _NAME = w("id"), w("name")


def inserted(reading: Reading, element: Element) -> None:
    """``w:ins``"""
    before = reading.inserted
    reading.inserted = reading.mark(element)
    reading.walk(element)
    reading.inserted = before


def deleted(reading: Reading, element: Element) -> None:
    """``w:del``"""
    before = reading.deleted
    reading.deleted = reading.mark(element)
    reading.walk(element)
    reading.deleted = before


def moved_here(reading: Reading, element: Element) -> None:
    """``w:moveTo``: an insertion that belongs to a deletion elsewhere."""
    before = reading.inserted, reading.moved
    reading.inserted, reading.moved = reading.mark(element), move_name(reading, "moveTo") or reading.moved
    reading.walk(element)
    reading.inserted, reading.moved = before


def moved_away(reading: Reading, element: Element) -> None:
    """``w:moveFrom``: a deletion that belongs to an insertion elsewhere."""
    before = reading.deleted, reading.moved
    reading.deleted, reading.moved = reading.mark(element), move_name(reading, "moveFrom") or reading.moved
    reading.walk(element)
    reading.deleted, reading.moved = before


def move_name(reading: Reading, kind: str) -> str:
    """The name of the move whose range was begun last and is not over; "" for none."""
    names = reading.moves[kind]
    return names[next(reversed(names))] if names else ""


def row(reading: Reading, element: Element) -> None:
    """``w:tr``: one that was inserted or deleted is so with all that is in it."""
    mark_in, mark_out = None, None
    for properties in element.iterchildren(w("trPr")):
        for each in properties:
            if each.tag == w("ins"):
                mark_in = reading.mark(each)
            elif each.tag == w("del"):
                mark_out = reading.mark(each)
    with reading.under(mark_in, mark_out):
        reading.walk(element)


def cell(reading: Reading, element: Element) -> None:
    """``w:tc``, likewise."""
    mark_in, mark_out = None, None
    for properties in element.iterchildren(w("tcPr")):
        for each in properties:
            if each.tag == w("cellIns"):
                mark_in = reading.mark(each)
            elif each.tag == w("cellDel"):
                mark_out = reading.mark(each)
            elif each.tag == w("cellMerge"):
                reading.notice(NoticeCode.MERGED_CELLS)
    place = "table" if reading.part in ("body", "textbox") else reading.part
    with reading.under(mark_in, mark_out), reading.cell(place):
        reading.walk(element)


def _begins(kind: str) -> Handler:
    def handler(reading: Reading, element: Element) -> None:
        identifier = element.get(_ID, "")
        reading.moves[kind][identifier] = element.get(_NAME, "") or f"move{identifier}"

    return handler


def _ends(kind: str) -> Handler:
    def handler(reading: Reading, element: Element) -> None:
        reading.moves[kind].pop(element.get(_ID, ""), None)

    return handler


HANDLERS: dict[str, Handler] = {
    w("ins"): inserted,
    w("del"): deleted,
    w("moveTo"): moved_here,
    w("moveFrom"): moved_away,
    w("tr"): row,
    w("tc"): cell,
    **{w(f"{kind}RangeStart"): _begins(kind) for kind in ("moveFrom", "moveTo")},
    **{w(f"{kind}RangeEnd"): _ends(kind) for kind in ("moveFrom", "moveTo")},
}

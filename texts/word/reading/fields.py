"""Fields: what they were told to show is no text, what they show is."""

from ..document import NoticeCode
from ..names import w
from ..parsing import Element
from .state import Field, Handler, Reading
from .values import number, value

_CHARACTER, _KIND = w("fldChar"), w("fldCharType")
# These show something without having it as a result in the file.
_WITHOUT_RESULT = {"LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "SYMBOL", "EQ", "MACROBUTTON", "GOTOBUTTON"}
_LONGEST_INSTRUCTION = 40


def broken(root: Element) -> frozenset[Element]:
    """The beginnings of fields that have neither a result nor an end: they must not swallow what follows."""
    open_ones: list[tuple[Element, bool]] = []
    for each in root.iter(_CHARACTER):
        kind = each.get(_KIND)
        if kind == "begin":
            open_ones.append((each, False))
        elif kind == "separate" and open_ones:
            open_ones[-1] = open_ones[-1][0], True
        elif kind == "end" and open_ones:
            open_ones.pop()
    return frozenset(each for each, has_result in open_ones if not has_result)


def character(reading: Reading, element: Element) -> None:
    """``w:fldChar``: a field begins, its result begins, it ends."""
    kind = element.get(_KIND)
    if kind == "begin":
        if element in reading.broken_fields:
            reading.notice(NoticeCode.BROKEN_FIELD)
            return
        reading.fields.append(Field(choice=_chosen(element)))
        reading.hiding += 1
    elif kind == "separate" and reading.fields:
        reading.hiding -= not reading.fields[-1].in_result
        reading.fields[-1].in_result = True
        reading.fields[-1].start = reading.here()
    elif kind == "end" and reading.fields:
        _end(reading)


def _end(reading: Reading) -> None:
    over = reading.fields.pop()
    reading.hiding -= not over.in_result
    if over.choice and (not over.in_result or over.start == reading.here()):
        reading.say(over.choice)
    elif not over.in_result:
        name = "".join(over.instruction).split(maxsplit=1)[:1]
        if name and name[0].upper() in _WITHOUT_RESULT:
            reading.notice(NoticeCode.FIELD_WITHOUT_RESULT, name[0].upper())


def instruction(reading: Reading, element: Element) -> None:
    """``w:instrText``"""
    if reading.fields and len(reading.fields[-1].instruction) < _LONGEST_INSTRUCTION:
        reading.fields[-1].instruction.append((element.text or "")[:_LONGEST_INSTRUCTION])


def _chosen(element: Element) -> str:
    """What a list to choose from stands at."""
    choices = element.find(f"{w('ffData')}/{w('ddList')}")
    if choices is None:
        return ""
    entries = [each.get(w("val"), "") for each in choices.iterchildren(w("listEntry"))]
    place = number(value(choices, w("result")) or value(choices, w("default"))) or 0
    return entries[place] if 0 <= place < len(entries) else ""


def nothing(reading: Reading, element: Element) -> None:
    """What belongs to the instruction."""


HANDLERS: dict[str, Handler] = {
    w("fldChar"): character,
    w("instrText"): instruction,
    w("delInstrText"): nothing,
    w("fldData"): nothing,
}

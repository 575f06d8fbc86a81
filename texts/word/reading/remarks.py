"""Comments in the margin: who wrote what about which words."""

from collections.abc import Mapping

from ..document import Comment
from ..names import w
from ..parsing import Element
from .state import Anchor, Draft, Handler, Reading

_ID = w("id")
_PARAGRAPH, _TEXT, _TAB, _BREAK, _DELETED = w("p"), w("t"), w("tab"), w("br"), w("del")


def begins(reading: Reading, element: Element) -> None:
    """``w:commentRangeStart``"""
    anchor = reading.anchors.setdefault(element.get(_ID, ""), Anchor())
    anchor.start = reading.here()
    if reading.paragraph is None:
        reading.waiting_anchors.append(anchor)


def ends(reading: Reading, element: Element) -> None:
    """``w:commentRangeEnd``"""
    anchor = reading.anchors.setdefault(element.get(_ID, ""), Anchor())
    anchor.end = reading.here()


def refers(reading: Reading, element: Element) -> None:
    """``w:commentReference``: the place, where no range says more."""
    here = reading.here()
    anchor = reading.anchors.setdefault(element.get(_ID, ""), Anchor())
    if anchor.start[0] is None:
        anchor.start = here
    if anchor.end[0] is None:
        anchor.end = here


def comments(root: Element | None, reading: Reading, positions: Mapping[int, int]) -> tuple[Comment, ...]:
    """All comments in their order; ``positions``: of the drafts, by their ``id``."""
    found = [] if root is None else root.findall(w("comment"))
    return tuple(_comment(each, reading.anchors.get(each.get(_ID, ""), Anchor()), positions) for each in found)


def _comment(element: Element, anchor: Anchor, positions: Mapping[int, int]) -> Comment:
    first, start = _position(anchor.start, positions)
    last, end = _position(anchor.end, positions)
    return Comment(
        author=element.get(w("author"), ""),
        date=element.get(w("date"), ""),
        text="\n".join(_words(each) for each in element.iter(_PARAGRAPH)).strip(),
        first=first,
        start=start,
        last=last,
        end=end,
    )


def _position(place: tuple[Draft | None, int], positions: Mapping[int, int]) -> tuple[int | None, int]:
    draft, length = place
    position = None if draft is None else positions.get(id(draft))
    return position, 0 if position is None else length


def _words(paragraph: Element) -> str:
    words = {_TAB: "\t", _BREAK: "\n"}
    return "".join(words.get(each.tag) or each.text or "" for each in paragraph.iter(_TEXT, _TAB, _BREAK))


HANDLERS: dict[str, Handler] = {
    w("commentRangeStart"): begins,
    w("commentRangeEnd"): ends,
    w("commentReference"): refers,
}

"""Paragraphs: their marks, what they are styled as, their numbers."""

from ..identities import from_bookmark, from_tag
from ..names import w
from ..parsing import Element
from .state import Draft, Handler, Reading
from .styles import Style, outline_level
from .values import number, value

_PROPERTIES, _VAL = w("pPr"), w("val")
_STYLE, _MARK, _NUMBERS, _OUTLINE, _FRAME = w("pStyle"), w("rPr"), w("numPr"), w("outlineLvl"), w("framePr")
_INSERTED, _DELETED = {w("ins"), w("moveTo")}, {w("del"), w("moveFrom")}


def paragraph(reading: Reading, element: Element) -> None:
    """``w:p``"""
    reading.interrupt()
    draft = Draft(reading.flow, reading.place, reading.inserted, reading.deleted)
    draft.identity, reading.next_identity = reading.next_identity, ""
    properties = element.find(_PROPERTIES)
    style_name = "" if properties is None else _read_mark(reading, draft, properties)
    _read_style(reading, draft, reading.styles.of(style_name), properties)
    draft.style = reading.styles.of(style_name).name if style_name else ""
    _take_drop_cap(reading, draft)
    outer, reading.paragraph = reading.paragraph, draft
    for anchor in reading.waiting_anchors:
        anchor.start = draft, 0
    reading.waiting_anchors.clear()
    reading.walk(element)
    interrupted = reading.paragraph is not draft
    draft, reading.paragraph = reading.paragraph, outer
    if interrupted and not draft.length:
        return
    if draft.is_drop_cap and not draft.has_tracked_mark:
        reading.drop_cap = draft
    else:
        reading.emit(draft)


def _read_mark(reading: Reading, draft: Draft, properties: Element) -> str:
    """Whether the end of the paragraph is inserted or deleted; return the identifier of its style."""
    style = ""
    for each in properties:
        if each.tag == _STYLE:
            style = each.get(_VAL, "")
        elif each.tag == _FRAME:
            draft.is_drop_cap = each.get(w("dropCap"), "none") != "none"
        elif each.tag == _MARK:
            for mark in each:
                if mark.tag in _INSERTED:
                    draft.inserted = reading.mark(mark)
                elif mark.tag in _DELETED:
                    draft.deleted = reading.mark(mark)
    return style


def _read_style(reading: Reading, draft: Draft, style: Style, properties: Element | None) -> None:
    """Level, heading, label: what the paragraph itself says goes before what its style says."""
    outline = style.outline
    if properties is not None and properties.find(_OUTLINE) is not None:
        outline = outline_level(properties)
    draft.heading = style.heading or outline is not None
    draft.level = outline
    own = None if properties is None else properties.find(_NUMBERS)
    if own is not None or style.numbers:
        _number(reading, draft, style, own)


def _number(reading: Reading, draft: Draft, style: Style, own: Element | None) -> None:
    identifier = value(own, w("numId")) or style.numbers
    numbers = reading.numbering.of(identifier)
    if numbers is None:
        return
    place = number(value(own, w("ilvl")))
    if place is None and not value(own, w("numId")):
        place = reading.numbering.level_of_style(identifier, style.numbered_by)
        place = style.level if place is None else place
    place = min(max(place or 0, 0), 8)
    draft.label = reading.counting().label(identifier, numbers, place)
    draft.level = place


def _take_drop_cap(reading: Reading, draft: Draft) -> None:
    """A large first letter is a paragraph of its own in the file, and the beginning of this one for a reader."""
    cap, reading.drop_cap = reading.drop_cap, None
    if cap is not None:
        draft.pieces, draft.length = cap.pieces, cap.length
        draft.identity = draft.identity or cap.identity


def table(reading: Reading, element: Element) -> None:
    """``w:tbl``: what stands before it is not joined with what stands behind it."""
    reading.interrupt()
    reading.next_flow()
    if reading.paragraph is not None:
        reading.paragraph.flow = reading.flow
    reading.walk(element)
    reading.next_flow()
    if reading.paragraph is not None:
        reading.paragraph.flow = reading.flow


def bookmark(reading: Reading, element: Element) -> None:
    """``w:bookmarkStart``: one of ours says which clause this is."""
    identity = from_bookmark(element.get(w("name"), ""))
    if identity:
        _identify(reading, identity)


def content_control(reading: Reading, element: Element) -> None:
    """``w:sdt``, around words, paragraphs, cells or rows. One of ours says which clause is in it."""
    identity = from_tag(value(element.find(w("sdtPr")), w("tag")))
    first = len(reading.drafts)
    for content in element.iterchildren(w("sdtContent")):
        reading.walk(content)
    if not identity:
        return
    if reading.paragraph is not None:
        reading.paragraph.identity = identity
        return
    inside = reading.drafts[first:]
    # A paragraph that was inserted before the clause is not the clause.
    clause = next((each for each in inside if each.inserted is None), inside[0] if inside else None)
    if clause is not None:
        clause.identity = identity


def _identify(reading: Reading, identity: str) -> None:
    if reading.paragraph is None:
        reading.next_identity = identity
    else:
        reading.paragraph.identity = reading.paragraph.identity or identity


def nothing(reading: Reading, element: Element) -> None:
    """Properties hold no words. Formatting that was changed is no change of text."""


HANDLERS: dict[str, Handler] = {
    w("p"): paragraph,
    w("tbl"): table,
    w("sdt"): content_control,
    w("bookmarkStart"): bookmark,
    **dict.fromkeys(
        map(w, ("pPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "customXmlPr", "smartTagPr")), nothing
    ),
}

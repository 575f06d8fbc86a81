"""Footnotes and endnotes: read where they are called from, under the changes of that place."""

from ..document import NoticeCode
from ..names import w
from ..parsing import Element
from .fields import broken
from .state import Handler, NoteReference, Reading

_ID = w("id")
_KINDS = {"footnote": w("footnote"), "endnote": w("endnote")}


def read_notes(reading: Reading, kind: str, root: Element | None) -> None:
    """Read the notes of one kind that are referred to, each once, in the order of their first reference.

    One that is called from several places is gone only when it is gone from all of them.
    """
    elements = {} if root is None else {each.get(_ID, ""): each for each in root.iterchildren(_KINDS[kind])}
    done: set[str] = set()
    seen = 0
    if root is not None:
        reading.broken_fields = broken(root)
    while seen < len(reading.references):  # a note may call another
        places: dict[str, list[NoteReference]] = {}
        for each in reading.references[seen:]:
            if each.kind == kind and each.identifier not in done:
                places.setdefault(each.identifier, []).append(each)
        seen = len(reading.references)
        done.update(places)
        for identifier, references in places.items():
            if identifier in elements:
                _read(reading, kind, elements[identifier], references)
            else:
                reading.notice(NoticeCode.LOST_NOTE)


def _read(reading: Reading, kind: str, element: Element, references: list[NoteReference]) -> None:
    inserted = None if any(each.inserted is None for each in references) else references[0].inserted
    deleted = None if any(each.deleted is None for each in references) else references[0].deleted
    reading.part = kind
    reading.fields, reading.hiding = [], 0
    with reading.under(inserted, deleted), reading.cell(kind):
        reading.walk(element)


def _refers(kind: str) -> Handler:
    def handler(reading: Reading, element: Element) -> None:
        if not reading.hiding:
            reading.references.append(NoteReference(kind, element.get(_ID, ""), reading.inserted, reading.deleted))

    return handler


HANDLERS: dict[str, Handler] = {
    w("footnoteReference"): _refers("footnote"),
    w("endnoteReference"): _refers("endnote"),
}

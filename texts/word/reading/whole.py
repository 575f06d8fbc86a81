"""Reading a file from its first byte to its last comment."""

import re
from typing import BinaryIO

from ..document import NoticeCode, WordDocument
from ..limits import Limits
from ..names import w
from ..package import Package
from ..parsing import Element
from ..unreadable import Fault, Unreadable
from . import changes, drawings, fields, formulas, notes, others, paragraphs, remarks, runs
from .numbering import Numbering
from .state import Reading
from .stated import facts_of
from .styles import Styles

_HANDLERS = {
    **paragraphs.HANDLERS,
    **runs.HANDLERS,
    **changes.HANDLERS,
    **fields.HANDLERS,
    **formulas.HANDLERS,
    **drawings.HANDLERS,
    **notes.HANDLERS,
    **remarks.HANDLERS,
    **others.HANDLERS,
}
_CHANGE = re.compile(rb"<(?:\w+:)?(?:ins|del|moveFrom|moveTo)[\s/>]")
# A file that nobody thought of must get an answer, too; the cause is kept. Tests do without.
UNFORESEEN: tuple[type[Exception], ...] = (Exception,)
# A whole that is damaged is refused; a part that only helps may be missing.
_REFUSED = {Fault.ENTITIES, Fault.TOO_LARGE, Fault.TOO_DEEP, Fault.ENCRYPTED}


def read(file: BinaryIO, limits: Limits | None = None) -> WordDocument:
    """Return the words of a .docx (transitional or strict) with their tracked changes.

    Raises ``Unreadable`` with the reason, and nothing else, whatever is in the file. ``file`` must be seekable, and
    is left open.
    """
    limits = limits or Limits()
    try:
        return _read(Package(file, limits), limits)
    except Unreadable:
        raise
    except RecursionError as error:
        raise Unreadable(Fault.TOO_DEEP) from error
    except UNFORESEEN as error:
        raise Unreadable(Fault.DAMAGED) from error


def _read(package: Package, limits: Limits) -> WordDocument:
    lost: list[str] = []
    styles = Styles(_helping(package, "styles", lost))
    numbering = Numbering(_helping(package, "numbering", lost), styles)
    reading = Reading(_HANDLERS, styles, numbering, limits)
    reading.broken_fields = fields.broken(package.document)
    for body in package.document.iterchildren(w("body")):
        reading.walk(body)
    reading.next_flow()
    for kind in ("footnote", "endnote"):
        notes.read_notes(reading, kind, _part(package, f"{kind}s"))
    remarks_root = _helping(package, "comments", lost)
    for each in lost:
        reading.notice(NoticeCode.DAMAGED_PART, each)
    _look_at_headers(package, reading)
    positions = {id(draft): place for place, draft in enumerate(reading.drafts)}
    return WordDocument(
        paragraphs=tuple(each.finished() for each in reading.drafts),
        comments=remarks.comments(remarks_root, reading, positions),
        notices=reading.notices(positions),
        facts=facts_of(package),
    )


def _part(package: Package, kind: str) -> Element | None:
    found = package.related(kind)
    return package.xml(found[0]) if found else None


def _helping(package: Package, kind: str, lost: list[str]) -> Element | None:
    """A part without which the words can still be read; ``lost`` remembers a damaged one."""
    try:
        return _part(package, kind)
    except Unreadable as error:
        if error.fault in _REFUSED:
            raise
        lost.append(kind)
        return None


def _look_at_headers(package: Package, reading: Reading) -> None:
    for kind in ("header", "footer"):
        for name in package.related(kind):
            try:
                is_changed = _CHANGE.search(package.bytes(name)) is not None
            except Unreadable:
                is_changed = False
            if is_changed:
                reading.notice(NoticeCode.CHANGED_HEADER, kind)

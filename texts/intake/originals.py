"""Originals, whatever program wrote them, as paragraphs."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from texts.engine.reading import Plain
from texts.engine.tracked import Paragraph, accepted, has_changes
from texts.word.limits import Limits
from texts.word.reading import read
from texts.word.unreadable import Fault, Unreadable

from .odt import MEDIA_TYPE as ODT
from .odt import is_odt, read_odt
from .plain import read_plain

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"


class Told(StrEnum):
    """What is to be said of an original besides what Word's own notices say. The values are fixed."""

    TRACKED = "tracked"
    """It had tracked changes; it was read as it stands with all of them accepted."""


@dataclass(frozen=True, slots=True)
class Original:
    """What an original says: its paragraphs, and by code (``Told``, ``NoticeCode``) what could not be represented."""

    paragraphs: tuple[Plain, ...]
    media_type: str
    notices: tuple[str, ...] = ()


def paragraphs_of(content: bytes | str, limits: Limits | None = None) -> Original:
    """Read a .docx, an .odt or a text in UTF-8 or UTF-16 by what it is, not by what it is called.

    Raises ``Unreadable``, and nothing else.
    """
    if isinstance(content, str):
        return _plain(content)
    if not content.strip():
        raise Unreadable(Fault.EMPTY)
    if is_odt(content):
        paragraphs, tracked = read_odt(content, limits or Limits())
        return _found(paragraphs, ODT, (Told.TRACKED,) if tracked else ())
    if zipfile.is_zipfile(BytesIO(content)) or content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return _word(content, limits)
    return _plain(_decoded(content))


def _word(content: bytes, limits: Limits | None) -> Original:
    document = read(BytesIO(content), limits)
    tracked = (Told.TRACKED.value,) if has_changes(document.paragraphs) else ()
    notices = dict.fromkeys((*tracked, *(notice.code.value for notice in document.notices)))
    return _found(_as_accepted(document.paragraphs), WORD, tuple(notices))


def _as_accepted(paragraphs: Sequence[Paragraph]) -> list[Plain]:
    """As the document reads with its changes taken; a paragraph's facts are those of the mark that stays."""
    found = []
    for outcome in accepted(paragraphs):
        last = paragraphs[outcome.parts[-1]]
        found.append(Plain(outcome.text, last.label, last.level, last.heading))
    return found


def _plain(text: str) -> Original:
    return _found(read_plain(text), TEXT)


def _found(paragraphs: Sequence[Plain], media_type: str, notices: Sequence[str] = ()) -> Original:
    if not any(each.text.strip() for each in paragraphs):
        raise Unreadable(Fault.EMPTY)
    return Original(tuple(paragraphs), media_type, tuple(str(notice) for notice in notices))


def _decoded(content: bytes) -> str:
    """Other encodings are not guessed: a wrong guess would print other letters than were written."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(Fault.NOT_WORD) from error
    if "\x00" in text:
        raise Unreadable(Fault.NOT_WORD)
    return text

"""What a file is, by its first bytes and, for archives, by what is listed in it."""

import zipfile
from dataclasses import dataclass
from typing import IO, Literal, cast

import filetype
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.refusals import Incomplete

Kind = Literal["pdf", "docx", "odt", "txt"]


@dataclass(frozen=True)
class KindOfFile:
    """How a kind is called and served."""

    label: str | Promise
    media_type: str


KINDS: dict[str, KindOfFile] = {
    "pdf": KindOfFile(gettext_lazy("PDF file"), "application/pdf"),
    "docx": KindOfFile(
        gettext_lazy("Word file"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    "odt": KindOfFile(gettext_lazy("OpenDocument file"), "application/vnd.oasis.opendocument.text"),
    "txt": KindOfFile(gettext_lazy("plain text file"), "text/plain"),
}

_HEAD = 8192
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED_WORD = "EncryptedPackage".encode("utf-16-le")
_MACRO_ENDINGS = (".docm", ".dotm")


def kind_of(file: IO[bytes], *, name: str, extension: str) -> Kind:
    """Which of ``KINDS`` the content is; a text is only guessed and must still be read.

    Raise ``Incomplete`` for anything else, with a sentence about what it seems to be.
    """
    file.seek(0)
    head = file.read(_HEAD)
    if extension in _MACRO_ENDINGS:
        raise Incomplete(macros(name))
    if head.startswith(_OLE):
        raise Incomplete(_old_word(file, name))
    kind = _by_content(file, head)
    if kind is None or extension[1:] not in KINDS:
        raise Incomplete(_none_of_them(head, name, extension, kind))
    return kind


def macros(name: str) -> str:
    """The sentence about a file with macros."""
    return _(
        "“%(name)s” contains macros, which are small programs; such files are not taken. "
        "Save it as an ordinary Word document (.docx) or as PDF."
    ) % {"name": name}


def locked(name: str) -> str:
    """The sentence about a file with a password."""
    return _("“%(name)s” is locked with a password, so nobody could read it. Save it without one.") % {"name": name}


def damaged(name: str) -> str:
    """The sentence about a file that cannot be read through."""
    return _("“%(name)s” is damaged and cannot be read. Open it, save it again and choose the new file.") % {
        "name": name
    }


def _by_content(file: IO[bytes], head: bytes) -> Kind | None:
    if head.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK"):
        return _kind_of_archive(file)
    if filetype.guess(head) is not None or head.startswith(b"{\\rtf"):
        return None
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return None if b"\x00" in head and not wide else "txt"


def _kind_of_archive(file: IO[bytes]) -> Kind | None:
    """By its list of parts. A list that cannot be read is looked at by ``archive``, which says so."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return "docx"
            with archive.open("mimetype") as part:
                media_type = part.read(100).decode("ascii", "replace").strip()
    except KeyError:
        return None
    except Exception:  # noqa: BLE001  an archive that no reader can list; ``archive`` will say that it is damaged
        return "docx"
    return "odt" if media_type == KINDS["odt"].media_type else None


def _old_word(file: IO[bytes], name: str) -> str:
    rest = b""
    file.seek(0)
    while piece := file.read(1 << 16):
        if _LOCKED_WORD in rest + piece:
            return locked(name)
        rest = piece[-len(_LOCKED_WORD) :]
    return _(
        "“%(name)s” is in Word's old format (.doc), which hides too much. In Word, choose “Save as” and then "
        "“Word document (.docx)” or “PDF”."
    ) % {"name": name}


def _none_of_them(head: bytes, name: str, extension: str, kind: str | None) -> str:
    guess = filetype.guess(head)
    if kind is not None:
        found = str(KINDS[kind].label)
        return _(
            "“%(name)s” looks like a %(found)s but its name does not end in .%(ending)s. Rename it, or save it again."
        ) % {"name": name, "found": found, "ending": kind}
    found = cast(str, guess.mime) if guess is not None else extension or _("something else")
    return _(
        "“%(name)s” is none of the kinds that can be taken (it seems to be: %(found)s). "
        "Please send PDF, Word (.docx), OpenDocument (.odt) or plain text (.txt)."
    ) % {"name": name, "found": found}

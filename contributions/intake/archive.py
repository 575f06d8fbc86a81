"""Is a .docx or .odt sound? Both are zip archives of XML parts."""

import zipfile
import zlib
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from django.conf import settings
from django.utils.translation import gettext as _

from common.refusals import Incomplete

from .kinds import Kind, damaged, locked, macros

_MAIN_PART = {"docx": "word/document.xml", "odt": "content.xml"}
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, NotImplementedError, RuntimeError)
_PIECE = 1 << 16
# What an archive says of its parts is a line for each.
_LARGEST_DECLARATIONS = 1 << 20


def check_archive(file: IO[bytes], kind: Kind, *, name: str) -> None:
    """Raise ``Incomplete`` for one that is locked, damaged, has macros or unpacks to far more than a document needs.

    What an archive says about its sizes is not believed: every part is unpacked and counted, in pieces.
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_list(archive.infolist(), name)
            _check_sizes(archive, name)
            _check_declarations(archive, kind, name)
            _check_main_part(archive, _MAIN_PART[kind])
    except Incomplete:
        raise
    except (*_BROKEN, ExpatError, ParseError, DefusedXmlException):
        raise Incomplete(damaged(name)) from None


def _check_list(parts: list[zipfile.ZipInfo], name: str) -> None:
    if len(parts) > settings.ATTACHMENT_MAX_PARTS:
        raise Incomplete(_too_much(name))
    if any(part.flag_bits & 0x1 for part in parts):
        raise Incomplete(locked(name))
    if any(_is_program(part.filename) for part in parts):
        raise Incomplete(macros(name))


def _check_sizes(archive: zipfile.ZipFile, name: str) -> None:
    total = 0
    for part in archive.infolist():
        with archive.open(part) as unpacked:
            while piece := unpacked.read(_PIECE):
                total += len(piece)
                if total > settings.ATTACHMENT_MAX_UNPACKED_BYTES:
                    raise Incomplete(_too_much(name))


def _check_declarations(archive: zipfile.ZipFile, kind: Kind, name: str) -> None:
    """What an archive says of its parts may be macros or locks under an innocent name."""
    where = "[Content_Types].xml" if kind == "docx" else "META-INF/manifest.xml"
    if archive.getinfo(where).file_size > _LARGEST_DECLARATIONS:
        raise Incomplete(_too_much(name))
    with archive.open(where) as part:
        for _event, element in iterparse(part, forbid_dtd=kind == "docx"):
            if element.tag.endswith("}encryption-data"):
                raise Incomplete(locked(name))
            if "macroenabled" in element.get("ContentType", "").lower():
                raise Incomplete(macros(name))
            element.clear()


def _check_main_part(archive: zipfile.ZipFile, where: str) -> None:
    """Read through, not kept: a tree of a few kilobytes packed can take gigabytes."""
    parser = ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    with archive.open(where) as part:
        while piece := part.read(_PIECE):
            parser.Parse(piece)
    parser.Parse(b"", True)


def _refuse_doctype(*_declaration: object) -> None:
    raise ExpatError("No text has a document type of its own.")


def _is_program(filename: str) -> bool:
    lowered = filename.lower()
    return lowered.endswith(("vbaproject.bin", "vbadata.xml")) or lowered.startswith(("basic/", "scripts/"))


def _too_much(name: str) -> str:
    return _("“%(name)s” unpacks to far more than a document needs, so it was not taken. Save it again, or as PDF.") % {
        "name": name
    }

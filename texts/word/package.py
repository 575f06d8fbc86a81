"""Opening a Word file: a zip archive whose parts refer to each other (Open Packaging Conventions)."""

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import unquote

from .limits import Limits
from .names import CONTENT_TYPES, MAIN, PACKAGE_LINKS
from .parsing import Element, parsed
from .unreadable import Fault, Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, LookupError, ValueError, NotImplementedError,
    RuntimeError, OverflowError,
)  # fmt: skip
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DECLARED = "[content_types].xml"
_LINKS = "_rels/.rels"
_PROGRAMS = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")


class Package:
    """The parts of one file, opened and found to be a Word document without macros.

    Names of parts are as in relationships: ``word/document.xml``, in any case of letters.
    """

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        """Raise ``Unreadable`` for what is no .docx, or none that we want."""
        self._limits = limits
        self._left = limits.all_bytes
        _refuse_other_kinds(file, limits)
        try:
            self._archive = zipfile.ZipFile(file)
            found = self._archive.infolist()
        except _BROKEN as error:
            raise Unreadable(Fault.DAMAGED) from error
        if len(found) > limits.parts:
            raise Unreadable(Fault.TOO_LARGE)
        self._found = {_plain(each.filename): each for each in found}
        self._refuse_programs()
        self.main = self._main()
        self.document = self._document()

    def has(self, name: str) -> bool:
        """Is there such a part?"""
        return _plain(name) in self._found

    def bytes(self, name: str) -> bytes:
        """Return what is in a part. Raises ``Unreadable``, also where there is no such part."""
        info = self._found.get(_plain(name))
        if info is None or info.compress_type not in _PACKINGS:
            raise Unreadable(Fault.DAMAGED)
        if info.flag_bits & 0x1:
            raise Unreadable(Fault.ENCRYPTED)
        most = min(self._limits.part_bytes, self._left)
        try:
            with self._archive.open(info) as unpacked:
                data = unpacked.read(most + 1)
        except _BROKEN as error:
            raise Unreadable(Fault.DAMAGED) from error
        if len(data) > most:
            raise Unreadable(Fault.TOO_LARGE)
        self._left -= len(data)
        return data

    def xml(self, name: str) -> Element:
        """Return the root of a part. Raises ``Unreadable``."""
        return parsed(self.bytes(name), self._limits)

    def related(self, kind: str) -> list[str]:
        """Return the parts that the document refers to as its ``styles``, ``comments`` … and that exist."""
        links = _links_of(self.main)
        if not self.has(links):
            return []
        return [target for found, target in self._links(links) if found == kind and self.has(target)]

    def attached(self, kind: str) -> list[str]:
        """Return the parts that stand beside the document, such as its ``custom-properties``, and that exist."""
        if not self.has(_LINKS):
            return []
        return [target for found, target in self._links(_LINKS) if found == kind and self.has(target)]

    def _links(self, name: str) -> Iterator[tuple[str, str]]:
        """Each relationship inside the file: the last word of its type, and the part."""
        folder = posixpath.dirname(posixpath.dirname(_plain(name)))
        for each in self.xml(name).iter(f"{{{PACKAGE_LINKS}}}Relationship"):
            if each.get("TargetMode") != "External":
                target = unquote(each.get("Target", "").replace("\\", "/"))
                yield each.get("Type", "").rsplit("/", 1)[-1], posixpath.normpath(posixpath.join("/", folder, target))

    def _main(self) -> str:
        found = [*self.attached("officeDocument"), "word/document.xml"][0]
        if self.has(found):
            return found
        raise Unreadable(Fault.NOT_WORD)

    def _document(self) -> Element:
        root = self.xml(self.main)
        if root.tag != f"{{{MAIN}}}document":
            raise Unreadable(Fault.NOT_WORD)
        return root

    def _refuse_programs(self) -> None:
        if any(name.endswith(_PROGRAMS) for name in self._found):
            raise Unreadable(Fault.MACROS)
        if not self.has(_DECLARED):
            raise Unreadable(Fault.ENCRYPTED if self.has("encryptedpackage") else Fault.NOT_WORD)
        for each in self.xml(_DECLARED).iter(f"{{{CONTENT_TYPES}}}Override", f"{{{CONTENT_TYPES}}}Default"):
            declared = each.get("ContentType", "").lower()
            if "macroenabled" in declared or "vbaproject" in declared:
                raise Unreadable(Fault.MACROS)


def _refuse_other_kinds(file: BinaryIO, limits: Limits) -> None:
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(8)
    if not size:
        raise Unreadable(Fault.EMPTY)
    if size > limits.file_bytes:
        raise Unreadable(Fault.TOO_LARGE)
    if head == _OLE:
        raise Unreadable(_kind_of_ole(head + file.read()))
    if head[:2] != b"PK":
        raise Unreadable(Fault.NOT_WORD)


def _kind_of_ole(data: bytes) -> Fault:
    """Microsoft's older container: a .doc, or a .docx locked with a password, or another program's file."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Fault.ENCRYPTED
    return Fault.OLD_WORD if "WordDocument".encode("utf-16-le") in data else Fault.NOT_WORD


def _plain(name: str) -> str:
    """Names of parts are the same in any case of letters; some programs write them with backslashes."""
    return name.replace("\\", "/").lstrip("/").lower()


def _links_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return f"{folder}/_rels/{file}.rels"

"""OpenDocument texts: their words, headings and the numbers of their lists. Tracked changes count as accepted."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

from texts.engine.reading import Plain
from texts.word.limits import Limits
from texts.word.parsing import Element, parsed
from texts.word.unreadable import Fault, Unreadable

from .odt_lists import Lists

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
# The text itself repeats what stands in a table of contents; what was deleted stands apart.
_LEFT_OUT = {f"{{{TEXT}}}{name}" for name in ("tracked-changes", "table-of-content", "note-citation", "ruby-text")}
_LEFT_OUT |= {f"{{{OFFICE}}}{name}" for name in ("annotation", "forms")}
_BREAKS = {f"{{{TEXT}}}tab": "\t", f"{{{TEXT}}}line-break": "\n"}


def is_odt(content: bytes) -> bool:
    """Is it an OpenDocument text, as its first part says?"""
    return content[:4] == b"PK\x03\x04" and MEDIA_TYPE.encode() in content[30:120]


def read_odt(content: bytes, limits: Limits) -> tuple[list[Plain], bool]:
    """Return its paragraphs, notes last, and whether it has tracked changes. Raises ``Unreadable``."""
    root = parsed(_main_part(content, limits), limits)
    body = root.find(f"{{{OFFICE}}}body/{{{OFFICE}}}text")
    if body is None:
        raise Unreadable(Fault.DAMAGED)
    walk = _Walk(Lists(root))
    try:
        paragraphs = [*walk.paragraphs(body)]
        for note in walk.notes:
            paragraphs += walk.paragraphs(note)
    except RecursionError as error:
        raise Unreadable(Fault.TOO_DEEP) from error
    return paragraphs, body.find(f"{{{TEXT}}}tracked-changes") is not None


def _main_part(content: bytes, limits: Limits) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if len(archive.infolist()) > limits.parts or len(content) > limits.file_bytes:
                raise Unreadable(Fault.TOO_LARGE)
            if "META-INF/manifest.xml" in archive.namelist() and _is_locked(archive, limits):
                raise Unreadable(Fault.ENCRYPTED)
            return _unpacked(archive, "content.xml", limits)
    except _BROKEN as error:
        raise Unreadable(Fault.DAMAGED) from error


def _is_locked(archive: zipfile.ZipFile, limits: Limits) -> bool:
    return b"encryption-data" in _unpacked(archive, "META-INF/manifest.xml", limits)


def _unpacked(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    with archive.open(name) as part:
        data = part.read(limits.part_bytes + 1)
    if len(data) > limits.part_bytes:
        raise Unreadable(Fault.TOO_LARGE)
    return data


@dataclass
class _Walk:
    """Through the document in its order. ``notes`` and ``_boxes`` wait until the paragraph that holds them is over."""

    lists: Lists
    notes: list[Element] = field(default_factory=list)

    def paragraphs(self, parent: Element) -> Iterator[Plain]:
        for each in parent.iterchildren(etree.Element):
            if each.tag in _LEFT_OUT:
                continue
            if each.tag in (f"{{{TEXT}}}p", f"{{{TEXT}}}h"):
                yield from self._paragraph(each)
            elif each.tag == f"{{{TEXT}}}list":
                self.lists.enter(each)
                yield from self.paragraphs(each)
                self.lists.leave()
            elif each.tag == f"{{{TEXT}}}list-item":
                self.lists.count(each)
                yield from self.paragraphs(each)
                self.lists.forget()
            else:
                yield from self.paragraphs(each)

    def _paragraph(self, element: Element) -> Iterator[Plain]:
        boxes: list[Element] = []
        words = "".join(self._words(element, boxes))
        heading = element.tag == f"{{{TEXT}}}h" or element.get(f"{{{TEXT}}}style-name", "") in ("Title", "Subtitle")
        label, level = self.lists.label()
        if heading:
            level = int(number) - 1 if (number := element.get(f"{{{TEXT}}}outline-level", "1")).isdecimal() else 0
        yield Plain(words, label, level, heading)
        for box in boxes:
            yield from self.paragraphs(box)

    def _words(self, element: Element, boxes: list[Element]) -> Iterator[str]:
        yield element.text or ""
        for each in element.iterchildren(etree.Element):
            name = etree.QName(each)
            if name.namespace == TEXT and name.localname == "s":
                count = each.get(f"{{{TEXT}}}c", "1")
                yield " " * (min(int(count), 1000) if count.isdecimal() else 1)
            elif each.tag in _BREAKS:
                yield _BREAKS[each.tag]
            elif name.namespace == TEXT and name.localname == "note":
                self.notes += each.iterchildren(f"{{{TEXT}}}note-body")
            elif name.localname in ("frame", "custom-shape"):
                boxes.append(each)
            elif each.tag not in _LEFT_OUT:
                yield from self._words(each, boxes)
            yield each.tail or ""

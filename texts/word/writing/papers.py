"""A paper as a Word file, written part by part: however long it is, it never stands in memory as a whole."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from texts.word.paper import Cell, Heading, Look, Part, Table, Words

from . import wiring
from .about import About
from .archive import entry
from .directions import RIGHT_TO_LEFT, runs_left
from .document import around, section
from .markup import W, w
from .runs import runs

_STYLES = {Look.BODY: "Clause", Look.META: "EntryFacts", Look.ITEM: "Item"}
# Twentieths of a point between the margins, upright and on the long side.
_UPRIGHT, _WIDE = 9070, 14002


def paper_docx(
    about: About, parts: Iterable[Part], file: BinaryIO, *, notes: Iterable[str] = (), wide: bool = False
) -> None:
    """Write the paper under its title into ``file``. ``notes`` stand below the title; ``wide`` is for long rows.

    The same parts give the same bytes.
    """
    beside = around(about)
    known = ["word/document.xml", *beside]
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=6) as package:
        package.writestr(entry("[Content_Types].xml"), wiring.content_types(known))
        package.writestr(entry("_rels/.rels"), wiring.of_package())
        package.writestr(entry("word/_rels/document.xml.rels"), wiring.of_document(known))
        with package.open(entry("word/document.xml"), "w") as stream, etree.xmlfile(stream, encoding="UTF-8") as xml:
            xml.write_declaration(standalone=True)
            with xml.element(f"{{{W}}}document", nsmap={"w": W}), xml.element(f"{{{W}}}body"):
                xml.write(_paragraph(about.title, "Title", about))
                for note in notes:
                    xml.write(_paragraph(note, "Note", about))
                for part in parts:
                    _write(xml, part, about, width=_WIDE if wide else _UPRIGHT)
                xml.write(section(about, wide=wide))
        for name, content in beside.items():
            package.writestr(entry(name), content)


def _write(xml: "etree._IncrementalFileWriter", part: Part, about: About, *, width: int) -> None:
    if isinstance(part, Heading):
        xml.write(_paragraph(part.text, "Heading1" if part.level == 1 else "Entry", about, part.language, part.link))
    elif isinstance(part, Words):
        label = f"{part.label}\t" if part.label else ""
        xml.write(_paragraph(part.text, _STYLES[part.look], about, part.language, label=label))
    else:
        _table(xml, part, about, width)


def _paragraph(
    text: str, style: str, about: About, language: str = "", link: str = "", *, label: str = ""
) -> etree._Element:
    """A paragraph of the direction that its words have; where they have none, that of its language."""
    own = language.partition("-")[0] in RIGHT_TO_LEFT if language else about.runs_left
    left = runs_left(text, otherwise=own)
    written: list[etree._Element] = [*runs(label + text, leftwards=left)]
    if link:
        address = link.replace('"', "%22")
        written = [w("fldSimple", *written, instr=f' HYPERLINK "{address}" ')]
    return w("p", w("pPr", w("pStyle", val=style), w("bidi") if left else None), *written)


def _table(xml: "etree._IncrementalFileWriter", table: Table, about: About, width: int) -> None:
    """Rows that stay whole under a head that stands on every page; columns run as the document does."""
    widths = [width * share // sum(table.widths) for share in table.widths]
    with xml.element(f"{{{W}}}tbl", nsmap={"w": W}):
        xml.write(_table_properties(about, sum(widths)))
        xml.write(w("tblGrid", *(w("gridCol", w=each) for each in widths)))
        xml.write(_row([Cell(name) for name in table.columns], widths, about, "CellHeading"))
        for row in table.rows:
            xml.write(_row(row, widths, about, "Cell"))


def _table_properties(about: About, width: int) -> etree._Element:
    line: dict[str, str | int] = {"val": "single", "sz": 4, "space": 0, "color": "B9C2CA"}
    return w(
        "tblPr",
        w("bidiVisual") if about.runs_left else None,
        w("tblW", w=width, type="dxa"),
        w("tblBorders", w("top", **line), w("bottom", **line), w("insideH", **line)),
        w("tblLayout", type="fixed"),
        w("tblCellMar", w("left", w=60, type="dxa"), w("right", w=60, type="dxa")),
    )


def _row(cells: Iterable[Cell], widths: Iterable[int], about: About, style: str) -> etree._Element:
    heads = style == "CellHeading"
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader") if heads else None), *_cells(cells, widths, about, style))


def _cells(cells: Iterable[Cell], widths: Iterable[int], about: About, style: str) -> Iterator[etree._Element]:
    for cell, width in zip(cells, widths, strict=True):
        paragraph = _paragraph(cell.text, style, about, cell.language, cell.link)
        yield w("tc", w("tcPr", w("tcW", w=width, type="dxa")), paragraph)

"""A whole Word file around its paragraphs: styles, settings, remarks, page heads and feet, what it is about."""

from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from texts.engine.tracked import Paragraph

from . import properties, wiring
from .about import About
from .archive import archive
from .blocks import Block, Remark
from .body import Body, signed
from .directions import RIGHT_TO_LEFT, runs_left
from .markup import W, as_part, w, words
from .runs import runs

_PARTS = Path(__file__).parent / "parts"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# The six languages as word processors name them; another is named by its own code.
_NAMES = {"ar": "ar-SA", "en": "en-GB", "es": "es-ES", "fr": "fr-FR", "ru": "ru-RU", "zh": "zh-CN"}


def written(about: About, blocks: Iterable[Block]) -> bytes:
    """Return the file. The same document and blocks give the same bytes.

    An empty paragraph closes it: so the last one with words can go or come like any other (no word processor lets the
    very last paragraph mark of a file be deleted).
    """
    body = Body(rtl=about.runs_left)
    content = [element for block in blocks for element in body.written(block)]
    content += body.written(Block(Paragraph((), style="Normal"), ""))
    parts = {
        "word/document.xml": as_part(w("document", w("body", *content, section(about)))),
        **around(about),
    }
    if body.remarks:
        parts["word/comments.xml"] = _comments(body.remarks, about)
    return archive(
        {
            "[Content_Types].xml": wiring.content_types(parts),
            "_rels/.rels": wiring.of_package(),
            "word/_rels/document.xml.rels": wiring.of_document(parts),
            **parts,
        }
    )


def around(about: About) -> dict[str, bytes]:
    """Everything that stands around the paragraphs, by its place in the package."""
    return {
        "word/styles.xml": _spoken("styles.xml", about),
        "word/settings.xml": _settings(about),
        "word/fontTable.xml": (_PARTS / "fontTable.xml").read_bytes(),
        "word/header1.xml": as_part(w("hdr", _line("Header", about, about.head))),
        "word/footer1.xml": as_part(w("ftr", _page_number(about))),
        "docProps/core.xml": properties.core(about.title, about.language, about.at),
        "docProps/custom.xml": properties.custom(about.facts),
    }


def section(about: About, *, wide: bool = False) -> etree._Element:
    """A4 with margins of 2.5 cm; ``wide`` lays the sheet on its long side."""
    references = [w("headerReference", type="default"), w("footerReference", type="default")]
    for reference, part in zip(references, ("header1", "footer1"), strict=True):
        reference.set(f"{{{_OFFICE}}}id", wiring.number(part))
    return w(
        "sectPr",
        *references,
        w("pgSz", w=16838, h=11906, orient="landscape") if wide else w("pgSz", w=11906, h=16838),
        w("pgMar", top=1418, right=1418, bottom=1418, left=1418, header=709, footer=709, gutter=0),
        w("bidi") if about.runs_left else None,
    )


def _spoken(part: str, about: About) -> bytes:
    """A ready part with the document's language in it."""
    root = etree.fromstring((_PARTS / part).read_bytes(), etree.XMLParser(remove_blank_text=True))
    main = about.language.split("-")[0]
    name = _NAMES.get(about.language, about.language)
    kind = "bidi" if main in RIGHT_TO_LEFT else "eastAsia" if main in ("ja", "ko", "zh") else "val"
    for element in root.iter(f"{{{W}}}lang", f"{{{W}}}themeFontLang"):
        element.set(f"{{{W}}}{kind}", name)
    return as_part(root)


def _settings(about: About) -> bytes:
    root = etree.fromstring(_spoken("settings.xml", about))
    tracking = root.find(f"{{{W}}}trackRevisions")
    if tracking is not None and not about.tracking:
        root.remove(tracking)
    return as_part(root)


def _line(style: str, about: About, text: str) -> etree._Element:
    left = runs_left(text, otherwise=about.runs_left)
    return w("p", w("pPr", w("pStyle", val=style), w("bidi") if left else None), *runs(text, leftwards=left))


def _page_number(about: About) -> etree._Element:
    line = _line("Footer", about, "")
    line.append(w("fldSimple", w("r", words("t", "1")), instr=" PAGE "))
    return line


def _comments(remarks: Iterable[Remark], about: About) -> bytes:
    return as_part(
        w(
            "comments",
            *(
                w(
                    "comment",
                    _line("CommentText", about, remark.text),
                    id=number,
                    initials="".join(word[0] for word in remark.by.author.split())[:3],
                    **signed(remark.by),
                )
                for number, remark in enumerate(remarks)
            ),
        )
    )

"""Word files made of a few lines of XML, so that a test shows what it reads."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "http://purl.oclc.org/ooxml/officeDocument/math",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
}
NAMESPACES = {
    "w": MAIN,
    "r": OFFICE,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_ROOTS = {
    "styles": "w:styles",
    "numbering": "w:numbering",
    "footnotes": "w:footnotes",
    "endnotes": "w:endnotes",
    "comments": "w:comments",
    "settings": "w:settings",
    "header": "w:hdr",
}
_PACKAGE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_PACKAGE}.document.main+xml"/>'
    + "".join(f'<Override PartName="/word/{part}.xml" ContentType="{_PACKAGE}.{part}+xml"/>' for part in _ROOTS)
    + "</Types>"
)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


def docx(body: str, *, files: Mapping[str, bytes | str] | None = None, strict: bool = False, **parts: str) -> bytes:
    """A file with this inside ``w:body``; ``parts``: what stands inside the roots of styles, numbering, comments …

    ``files`` are added as they are, or put in the place of what would be there.
    """
    return docx_of(body, parts, files=files, strict=strict)


def docx_of(
    body: str,
    parts: Mapping[str, str],
    *,
    files: Mapping[str, bytes | str] | None = None,
    strict: bool = False,
) -> bytes:
    """The same, with the parts in one piece."""
    found: dict[str, bytes | str] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": _relationships({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relationships({part: f"{part}.xml" for part in parts}),
        "word/document.xml": _xml("w:document", f"<w:body>{body}</w:body>"),
        **{f"word/{part}.xml": _xml(_ROOTS[part], inside) for part, inside in parts.items()},
    }
    if strict:
        found = {name: _as_strict(str(text)) for name, text in found.items()}
    return packed({**found, **(files or {})})


def packed(files: Mapping[str, bytes | str]) -> bytes:
    """A zip archive of these."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


def p(*inside: str, style: str = "", properties: str = "", mark: str = "") -> str:
    """A paragraph; ``mark`` stands in the properties of its mark. Words without markup become a run."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    marked = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return f"<w:p><w:pPr>{styled}{properties}{marked}</w:pPr>{''.join(map(_run, inside))}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run of words."""
    return f"<w:r><w:rPr>{properties}</w:rPr>{t(text)}</w:r>"


def t(text: str) -> str:
    """Words as they stand in a run."""
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def ins(*inside: str, author: str = "Ana", date: str = "2017-01-02T03:04:05Z") -> str:
    """Inserted."""
    return tracked("ins", *inside, author=author, date=date)


def dele(*inside: str, author: str = "Ana", date: str = "2017-01-02T03:04:05Z") -> str:
    """Deleted: what is in ``w:t`` comes to stand in ``w:delText``."""
    return (
        tracked("del", *inside, author=author, date=date)
        .replace("<w:t ", "<w:delText ")
        .replace("</w:t>", "</w:delText>")
    )


def tracked(kind: str, *inside: str, author: str = "Ana", date: str = "2017-01-02T03:04:05Z") -> str:
    """A revision mark of any kind; empty without ``inside``, as it stands in properties."""
    dated = f' w:date="{date}"' if date else ""
    attributes = f'w:id="7" w:author={quoteattr(author)}{dated}'
    return f"<w:{kind} {attributes}>{''.join(map(_run, inside))}</w:{kind}>" if inside else f"<w:{kind} {attributes}/>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; words without markup become a cell."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<') else tc(p(c)) for c in cells)}</w:tr>"


def tc(*inside: str, properties: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(inside)}</w:tc>"


def complex_field(instruction: str, *result: str) -> str:
    """A complex field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{"".join(map(_run, result))}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _run(inside: str) -> str:
    return inside if inside.startswith("<") else r(inside)


def _xml(root: str, inside: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><{root} {_DECLARED} mc:Ignorable="w14">'
        f"{inside}</{root}>"
    )


def _relationships(targets: dict[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_RELATIONSHIPS}">{rows}</Relationships>'


def _as_strict(text: str) -> str:
    for transitional, strict in STRICT.items():
        text = text.replace(transitional, strict)
    return text

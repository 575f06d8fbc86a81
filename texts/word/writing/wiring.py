"""How the parts of a package know of each other: their kinds, and which belongs to which."""

from collections.abc import Container, Iterable

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_FORMATS = "application/vnd.openxmlformats"
_WORD = f"{_FORMATS}-officedocument.wordprocessingml"

# The parts that a document stands beside, in the order of their numbers.
_BESIDE = ("styles", "settings", "fontTable", "header1", "footer1", "comments")
_CONTENT = {
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "word/header1.xml": f"{_WORD}.header+xml",
    "word/footer1.xml": f"{_WORD}.footer+xml",
    "word/comments.xml": f"{_WORD}.comments+xml",
    "docProps/core.xml": f"{_FORMATS}-package.core-properties+xml",
    "docProps/custom.xml": f"{_FORMATS}-officedocument.custom-properties+xml",
}


def number(name: str) -> str:
    """The identity under which the document knows the part beside it of this name."""
    return f"rId{_BESIDE.index(name) + 1}"


def content_types(parts: Iterable[str]) -> bytes:
    """Say of what kind each part is."""
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{_CONTENT[name]}"/>' for name in parts)
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_FORMATS}-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()


def of_package() -> bytes:
    """Lead from the package to the document and to what it says of itself."""
    return _relationships(
        (
            ("rId1", "word/document.xml", f"{_OFFICE}/officeDocument"),
            ("rId2", "docProps/core.xml", f"{_PACKAGE}/relationships/metadata/core-properties"),
            ("rId3", "docProps/custom.xml", f"{_OFFICE}/custom-properties"),
        )
    )


def of_document(parts: Container[str]) -> bytes:
    """Lead from the document to those of its parts that are there."""
    return _relationships(
        (number(name), f"{name}.xml", f"{_OFFICE}/{name.rstrip('1')}")
        for name in _BESIDE
        if f"word/{name}.xml" in parts
    )


def _relationships(found: Iterable[tuple[str, str, str]]) -> bytes:
    entries = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{part}"/>' for name, part, kind in found)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'.encode()

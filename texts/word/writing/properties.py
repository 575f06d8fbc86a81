"""What a file says of itself: title and language, and facts of ours that come back with it."""

from collections.abc import Mapping

from lxml import etree

from .markup import as_part, safe
from .moments import instant

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DUBLIN = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# The one set that custom properties belong to.
_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def core(title: str, language: str, at: str) -> bytes:
    """Return title, language, and when the file was made if that is known."""
    root = etree.Element(
        f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DUBLIN, "dcterms": _TERMS, "xsi": _INSTANCE}
    )
    etree.SubElement(root, f"{{{_DUBLIN}}}title").text = safe(title)
    etree.SubElement(root, f"{{{_DUBLIN}}}language").text = safe(language)
    if moment := instant(at):
        for name in ("created", "modified"):
            element = etree.SubElement(root, f"{{{_TERMS}}}{name}")
            element.set(f"{{{_INSTANCE}}}type", "dcterms:W3CDTF")
            element.text = moment
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def custom(facts: Mapping[str, str]) -> bytes:
    """Return facts by name; Word and LibreOffice keep them."""
    root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={"op": _CUSTOM, "vt": _VALUES})
    for number, (name, value) in enumerate(sorted(facts.items()), 2):  # 0 and 1 are taken by the format
        entry = etree.SubElement(root, f"{{{_CUSTOM}}}property", fmtid=_SET, pid=str(number), name=safe(name))
        etree.SubElement(entry, f"{{{_VALUES}}}lpwstr").text = safe(value)
    return as_part(root)

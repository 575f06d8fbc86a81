"""Elements of WordprocessingML, written short."""

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML = "http://www.w3.org/XML/1998/namespace"

# Whatever XML 1.0 has no place for: control characters, halves of pairs, the two last of the first plane.
_FORBIDDEN = dict.fromkeys(
    code for code in (*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF) if code not in (0x9, 0xA, 0xD)
)


def safe(text: str) -> str:
    """Return the text without what no XML file can hold."""
    return text.translate(_FORBIDDEN)


def w(tag: str, *children: etree._Element | None, **attributes: str | int) -> etree._Element:
    """Make an element of Word's namespace, attributes in it, too; children that are None are left out."""
    element = etree.Element(f"{{{W}}}{tag}", nsmap={"w": W})
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", safe(str(value)))
    element.extend(child for child in children if child is not None)
    return element


def words(tag: str, text: str) -> etree._Element:
    """Make an element that holds text and keeps its blanks (``t``, ``delText``)."""
    element = w(tag)
    element.text = safe(text)
    element.set(f"{{{_XML}}}space", "preserve")
    return element


def as_part(root: etree._Element) -> bytes:
    """Return the element as a file of a package."""
    etree.cleanup_namespaces(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

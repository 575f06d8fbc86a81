"""XML from strangers."""

import re

from lxml import etree

from .limits import Limits
from .unreadable import Fault, Unreadable

Element = etree._Element  # lxml has no public name for it

_STRICT = b"http://purl.oclc.org/ooxml/"
_TAG = re.compile(rb"<[^<>]*>")
_NAMESPACE = re.compile(rb"""(\bxmlns(?::[^\s=:]+)?\s*=\s*["'])http://purl\.oclc\.org/ooxml/(\w+)/(\w+)""")
_DOCUMENT_TYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def parsed(data: bytes, limits: Limits) -> Element:
    """Return the root of what is in ``data``, its strict namespaces turned into the usual ones.

    Nothing outside is fetched and no entity is resolved. Raises ``Unreadable``: DAMAGED, ENTITIES, TOO_LARGE,
    TOO_DEEP.
    """
    if data.count(b"<") + data.count(b"=") > limits.nodes:
        raise Unreadable(Fault.TOO_LARGE)
    if any(each in data for each in _DOCUMENT_TYPES):
        raise Unreadable(Fault.ENTITIES)
    data = data.lstrip(b" \t\r\n")  # nothing may stand before the declaration, and sometimes does
    if _STRICT in data:
        data = _TAG.sub(_usual_namespaces, data)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise Unreadable(_fault(error)) from error
    except (ValueError, LookupError) as error:  # an encoding that nobody knows
        raise Unreadable(Fault.DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(Fault.ENTITIES)
    return root


def _parser() -> etree.XMLParser:
    """A new one each time: parsers are not to be shared between threads."""
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _usual_namespaces(tag: re.Match[bytes]) -> bytes:
    if _STRICT not in tag[0]:
        return tag[0]
    return _NAMESPACE.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/\3", tag[0])


def _fault(error: etree.XMLSyntaxError) -> Fault:
    words = str(error)
    if "depth" in words:
        return Fault.TOO_DEEP
    return Fault.TOO_LARGE if "huge" in words.lower() else Fault.DAMAGED

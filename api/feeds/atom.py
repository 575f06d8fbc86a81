"""A feed as values, and how it is written: Atom (RFC 4287), in pages (RFC 5005), with tombstones (RFC 6721).

Knows nothing of consultations. Words of anybody come as they are: what XML cannot say is replaced, never an error, and
each paragraph says its language and direction, as Atom itself knows no direction.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from common.languages import direction

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
GONE = "http://purl.org/atompub/tombstones/1.0"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# The stubs do not know that no prefix is None.
_NAMESPACES: Any = {None: ATOM, "at": GONE}
_IN_XHTML: Any = {None: XHTML}
# Whatever is no Char of XML 1.0.
_UNSAYABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Said:
    """A paragraph, with its language where that is not the feed's."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Author:
    """Who wrote something, as they may be named; ``page`` is theirs, or ""."""

    name: str
    page: str = ""


@dataclass(frozen=True)
class Category:
    """What an entry is of, for programs (``term`` in ``scheme``) and for people (``label``)."""

    term: str
    scheme: str
    label: str = ""


@dataclass(frozen=True)
class Entry:
    """One entry. ``id`` is the same for good, whatever language or feed it stands in; ``data`` its address as JSON."""

    id: str
    title: str
    published: datetime
    updated: datetime
    page: str
    data: str = ""
    summary: Sequence[Said] = ()
    authors: Sequence[Author] = ()
    categories: Sequence[Category] = ()


@dataclass(frozen=True)
class Feed:
    """One page of a feed in one language. ``others``: the addresses of its first page in other languages, by code.

    ``gone``: ids of entries that are to be forgotten, and since when.
    """

    id: str
    title: str
    subtitle: str
    language: str
    author: Author
    page: str
    here: str
    first: str
    since: datetime
    next: str = ""
    previous: str = ""
    others: Mapping[str, str] = field(default_factory=dict)
    entries: Sequence[Entry] = ()
    gone: Sequence[tuple[str, datetime]] = ()

    @property
    def updated(self) -> datetime:
        """When anything in it last changed; while nothing stands in it, since when there is something to tell of."""
        known = [*(entry.updated for entry in self.entries), *(when for _id, when in self.gone)]
        return max(known, default=self.since)


def written(feed: Feed) -> bytes:
    """The document, in UTF-8. Never raises, whatever the words."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=_NAMESPACES)
    root.set(XML_LANG, feed.language)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _instant(feed.updated))
    _author(root, feed.author)
    _add(root, "generator", "Plenum")
    _link(root, "self", feed.here, "application/atom+xml")
    _link(root, "alternate", feed.page, "text/html", language=feed.language)
    for language, there in feed.others.items():
        _link(root, "alternate", there, "application/atom+xml", language=language)
    for relation, there in (("first", feed.first), ("previous", feed.previous), ("next", feed.next)):
        if there:
            _link(root, relation, there, "application/atom+xml")
    for entry in feed.entries:
        _entry(root, entry, feed.language)
    for gone, when in feed.gone:
        etree.SubElement(root, f"{{{GONE}}}deleted-entry", ref=gone, when=_instant(when))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8")


def sayable(text: str) -> str:
    """The text as XML can say it: what it cannot is replaced by U+FFFD, and line ends are as XML reads them."""
    return _UNSAYABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _entry(root: etree._Element, entry: Entry, language: str) -> None:
    element = etree.SubElement(root, f"{{{ATOM}}}entry")
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "published", _instant(entry.published))
    _add(element, "updated", _instant(entry.updated))
    for author in entry.authors:
        _author(element, author)
    _link(element, "alternate", entry.page, "text/html")
    if entry.data:
        _link(element, "alternate", entry.data, "application/json")
    for category in entry.categories:
        given = {"term": category.term, "scheme": category.scheme, "label": category.label}
        etree.SubElement(
            element, f"{{{ATOM}}}category", {name: sayable(value) for name, value in given.items() if value}
        )
    if entry.summary:
        _summary(element, entry.summary, language)


def _summary(element: etree._Element, paragraphs: Sequence[Said], language: str) -> None:
    summary = etree.SubElement(element, f"{{{ATOM}}}summary", type="xhtml")
    div = etree.SubElement(summary, f"{{{XHTML}}}div", nsmap=_IN_XHTML, dir=direction(language))
    for said in paragraphs:
        paragraph = etree.SubElement(div, f"{{{XHTML}}}p")
        if said.language and said.language != language:
            paragraph.set("lang", said.language)
            paragraph.set(XML_LANG, said.language)
            paragraph.set("dir", direction(said.language))
        paragraph.text = sayable(said.text)


def _author(parent: etree._Element, author: Author) -> None:
    element = etree.SubElement(parent, f"{{{ATOM}}}author")
    _add(element, "name", author.name)
    if author.page:
        _add(element, "uri", author.page)


def _link(parent: etree._Element, relation: str, there: str, media_type: str, *, language: str = "") -> None:
    said = {"rel": relation, "type": media_type, "href": there} | ({"hreflang": language} if language else {})
    etree.SubElement(parent, f"{{{ATOM}}}link", said)


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = sayable(text)


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")

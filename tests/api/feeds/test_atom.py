"""Words of anybody, written as a feed and read again by other programs."""

from datetime import UTC, datetime

import feedparser
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from api.feeds.atom import Author, Category, Entry, Feed, Said, sayable, written

from .rfc4287 import checked

AT = datetime(2027, 1, 15, 18, 0, 0, 250000, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def _feed(words: str, language: str = "ar") -> Feed:
    entry = Entry(
        "tag:plenum.example,2026:thing/1",
        words,
        AT,
        AT,
        "https://plenum.example/thing/1",
        summary=[Said(words, language)],
        authors=[Author(words, "https://plenum.example/who")],
        categories=[Category("thing", "https://plenum.example/kinds", words)],
    )
    return Feed(
        "tag:plenum.example,2026:feed",
        words,
        words,
        "en",
        Author("Plenum"),
        page="https://plenum.example/",
        here="https://plenum.example/feed",
        first="https://plenum.example/feed",
        since=AT,
        entries=[entry],
    )


@given(st.text())
@example("\x00\x0b\ud800\ufffe\uffff]]>&<script>\r\n\u2028\u202e\u2067 العربية")
def test_any_words_come_back_as_they_were(words):
    root = checked(written(_feed(words)))

    said = sayable(words)
    assert root.findtext(f"{ATOM}title") == said
    assert root.findtext(f"{ATOM}entry/{ATOM}author/{ATOM}name") == said
    assert root.find(f"{ATOM}entry/{ATOM}category").get("label", "") == said
    paragraph = next(root.iter("{http://www.w3.org/1999/xhtml}p"))
    assert "".join(paragraph.itertext()) == said


@given(st.text())
def test_what_can_be_said_is_not_changed(words):
    sayable_already = all(
        sign in "\t\n" or " " <= sign <= "\ud7ff" or "\ue000" <= sign <= "\ufffd" or sign > "\uffff" for sign in words
    )

    assert (sayable(words) == words) == sayable_already


def test_each_paragraph_says_its_language_and_direction():
    root = etree.fromstring(written(_feed("الكابلات")))

    div = next(root.iter("{http://www.w3.org/1999/xhtml}div"))
    assert (div.get("dir"), div[0].get("dir"), div[0].get("lang")) == ("ltr", "rtl", "ar")


def test_other_programs_read_it_without_a_complaint():
    read = feedparser.parse(written(_feed("Cables & <seas>")))

    assert not read.bozo
    assert (read.feed.title, read.entries[0].title) == ("Cables & <seas>", "Cables & <seas>")
    assert read.entries[0].updated == "2027-01-15T18:00:00.250000Z"

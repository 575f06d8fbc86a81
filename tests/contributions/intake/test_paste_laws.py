"""What holds for every text, however strange."""

import re
import unicodedata
from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from contributions.intake.paste import clean, split

WORDS = [
    "openness",
    "Internet-",
    "policy",
    "co-",
    "2015.",
    "1.",
    "(a)",
    "•",
    "\uf0b7",
    "–",
    "*",
    "ﬁrst",
    "一、",
    "合作",
    "١.",
    "o\t",
    "é",
]
GAPS = [
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    " \n ",
    "\t",
    "\u00a0",
    "\u00ad\n",
    "-\n",
    "\f",
    "\u200b",
    "\u202e",
    "\u2067",
    "\u2069",
    "\x0b",
]
pasted = st.lists(st.tuples(st.sampled_from(WORDS) | st.text("abcdeA. ", max_size=60), st.sampled_from(GAPS))).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)
anything = st.text(st.characters(codec=None), max_size=400) | pasted


def letters(text: str) -> str:
    """All letters and digits in their order, without what the cleaner is allowed to take."""
    text = re.sub(
        r"(?m)^[^\S\n]*[\u200e\u200f\u061c\u2066-\u2069]*o[^\S\n]*\t[^\S\n]*(?=\S)",
        "",
        re.sub("\r\n|[\r\x0b\x85\u2028\u2029\f]", "\n", text),
    )
    text = re.sub(
        "[\ufb00-\ufb06\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]",
        lambda found: unicodedata.normalize("NFKC", found[0]),
        text,
    )
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", re.sub(r"[^\w]", "", unicodedata.normalize("NFD", text))))


@given(anything)
@settings(max_examples=400, deadline=None)
@example("a" * 50 + "-\nb " + "c" * 20)
def test_cleaning_twice_is_cleaning_once(text):
    once = clean(text).text
    assert clean(once).text == once


@given(anything)
@settings(max_examples=400, deadline=None)
def test_no_letter_is_lost_invented_or_moved(text):
    assert letters(clean(text).text) == letters(text)


@given(pasted)
@settings(max_examples=300, deadline=None)
def test_words_stay_words_unless_a_line_end_divided_them(text):
    before, after = (Counter(re.findall(r"[a-zA-Z]+", part)) for part in (letters_kept(text), clean(text).text))
    divided = re.search(r"[a-zA-Z][-\u00ad]\s*[\n\f\x0b]|[a-zA-Z]\u200b|o\s*\t|[a-zA-Z][\u202e\u2067\u2069]", text)
    assert divided or before == after


@given(anything)
@settings(max_examples=200, deadline=None)
def test_splitting_loses_only_markers(text):
    parts = split(text)
    together = letters("\n".join([parts.introduction, *parts.recommendations, parts.closing]))
    assert Counter(together) <= Counter(letters(clean(text).text))
    assert all(item.strip() for item in parts.recommendations)


@given(anything)
@settings(max_examples=200, deadline=None)
def test_what_comes_out_can_be_stored(text):
    cleaned = clean(text).text
    cleaned.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", cleaned)
    assert not cleaned or cleaned == cleaned.strip("\n ")


def letters_kept(text: str) -> str:
    return re.sub("[\ufb00-\ufb06]", lambda found: unicodedata.normalize("NFKC", found[0]), text)

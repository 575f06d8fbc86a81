"""What is left of a removed passage is found in other words, and nothing that everybody reads anyway."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contributions.redacting import remnants


def left(passage, text, known=""):
    return [text[start : start + length] for start, length in remnants(passage, text, known)]


@pytest.mark.parametrize(
    ("passage", "text", "known", "found"),
    [
        ("Ann Smith", "So says Ann  SMITH.", "", ["Ann  SMITH"]),
        ("of Ann Smith", "Smith’s herons", "", ["Smith"]),
        ("as Ann Smith said", "as Ann the great Smith said", "", ["as Ann", "Smith said"]),
        ("for the herons", "for all the cables", "herons", []),
        ("the herons of Ann", "the herons of Bob", "the herons of everybody", []),
        ("Ann", "Ann and others", "nobody can", ["Ann"]),
        ("Ann", "Ann and others", "dear Ann", ["Ann"]),
        ("by Ann", "Ann and others", "dear Ann,", []),
        ("no", "no, no", "", []),
        ("+44 20 7946 0000", "ring 7946 0000", "", ["7946 0000"]),
        ("请问张伟先生", "张伟说了", "请问先生", ["张伟"]),
        ("请问张伟先生", "先生说了", "请问先生", []),
        ("السيد علي الأحمد", "قال علي شيئا", "السيد", ["علي"]),
        ("Иван Петров", "слова Петрова", "", []),
    ],
)
def test_what_is_left(passage, text, known, found):
    assert left(passage, text, known) == found


@given(st.text("ab c’-张", max_size=30), st.text("ab c’-张", max_size=30), st.text("ab c", max_size=30))
def test_each_place_is_in_the_text_and_none_is_empty(passage, text, known):
    for start, length in remnants(passage, text, known):
        assert 0 <= start < start + length <= len(text)


def test_long_texts_take_no_long_time():
    words = " ".join(f"word{number % 700} and" for number in range(4000))
    began = time.monotonic()
    remnants(words[:20_000], words[::-1] + words)
    assert time.monotonic() - began < 20

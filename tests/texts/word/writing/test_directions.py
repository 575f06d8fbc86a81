"""Which way words run."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.word.writing.directions import is_east_asian, runs_left, stretches


@pytest.mark.parametrize(
    ("text", "left"),
    [("words", False), ("كلمات", True), ("1. كلمات", True), ("1) words كلمات", False), ("מילים", True), ("12", False)],
)
def test_the_first_letter_says_which_way_a_text_runs(text, left):
    assert runs_left(text, otherwise=False) is left


def test_what_has_no_letters_follows_its_surroundings():
    assert runs_left("12.", otherwise=True)


def test_numbers_between_arabic_words_stay_with_them():
    assert list(stretches("المادة 35 من", leftwards=True)) == [("المادة 35 من", True)]


def test_latin_words_inside_arabic_stand_apart():
    assert list(stretches("في ITU و", leftwards=True)) == [("في ", True), ("ITU", False), (" و", True)]
    assert list(stretches("في IEG/2/11.", leftwards=True)) == [("في ", True), ("IEG/2/11", False), (".", True)]
    assert list(stretches("the كلمة here", leftwards=False)) == [("the ", False), ("كلمة", True), (" here", False)]


@given(st.text(alphabet="ab ف1.،互", max_size=20), st.booleans())
def test_stretches_are_the_text(text, left):
    found = list(stretches(text, leftwards=left))

    assert "".join(piece for piece, _ in found) == text
    assert all(one[1] != other[1] for one, other in pairwise(found))


@pytest.mark.parametrize(("text", "is_so"), [("互联网", True), ("한국어", True), ("Internet", False), ("“”", False)])
def test_east_asian_characters_are_known(text, is_so):
    assert is_east_asian(text) is is_so

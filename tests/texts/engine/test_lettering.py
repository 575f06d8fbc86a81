"""Labels that are typed before an item, and words that only look like labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.engine.labels import nth
from texts.engine.lettering import Counting, countings, lettered


@pytest.mark.parametrize(
    ("text", "label", "wording"),
    [
        ("a)\tthat it is", "a)", "that it is"),
        ("\t a) that it is", "a)", "that it is"),
        ("(a) that", "(a)", "that"),
        ("a. that", "a.", "that"),
        ("a)that", "a)", "that"),
        ("aa) that", "aa)", "that"),
        ("1) that", "1)", "that"),
        ("1. The", "1.", "The"),
        ("1\tto continue", "1", "to continue"),
        ("1 to continue", "1", "to continue"),
        ("1.1 The", "1.1", "The"),
        ("1.1.1.\tThe", "1.1.1.", "The"),
        ("(i) that", "(i)", "that"),
        ("xiv. that", "xiv.", "that"),
        ("III) Scope", "III)", "Scope"),
        ("PP3 bis. Recalling", "PP3 bis.", "Recalling"),
        ("b) bis that", "b) bis", "that"),
        ("b)bis that", "b)bis", "that"),
        ("3 bis. That", "3 bis.", "That"),
        ("• that", "•", "that"),
        ("–\tthat", "–", "that"),
        ("\uf0b7 that", "\uf0b7", "that"),
        ("o\tthat", "o", "that"),
        ("à) que", "", "à) que"),
        ("б) что", "б)", "что"),
        ("أ) أن", "أ)", "أن"),
        ("\u200fأ )\tأن", "أ )", "أن"),
        ("هـ) أن", "هـ)", "أن"),
        ("أ - أن", "أ -", "أن"),
        ("١) أن", "١)", "أن"),
        ("1 إلى المساهمة", "1", "إلى المساهمة"),
        ("3 مكرر) أن", "3 مكرر)", "أن"),
        ("一、关于", "一、", "关于"),
        ("（一）关于", "（一）", "关于"),
        ("（1）关于", "（1）", "关于"),
        ("1 积极参与", "1", "积极参与"),
        ("①关于", "①", "关于"),
        ("a)", "a)", ""),
        ("", "", ""),
    ],
)
def test_a_typed_label_is_parted_from_the_wording(text, label, wording):
    found, start = lettered(text)

    assert (found, text[start:]) == (label, wording)


@pytest.mark.parametrize(
    "text",
    [
        "2013 was the year of the Forum",
        "1 January 2014 is the day",
        "12 to 15 of them",
        "10 – 12 December",
        "3.5 million people",
        "3.5 % of the text",
        "100 countries",
        "U. S. policy",
        "(s)he says",
        "e.g. this",
        "do. it",
        "-x",
        "3-D printing",
        "bis dat qui cito dat",
        "3 月 15 日",
        "that a) is b)",
    ],
)
def test_words_amounts_and_dates_are_wording(text):
    assert lettered(text) == ("", 0)


def test_an_item_may_begin_with_a_word_that_ends_like_an_adverb():
    assert lettered("a) policies and countries") == ("a)", 3)


@given(st.sampled_from(["a)", "(b)", "3.", "xii)", "б)"]), st.integers(2, 50))
def test_labels_of_rival_wordings_are_labels(label, place):
    assert lettered(f"{nth(label, place)} that it is")[0] == nth(label, place)
    assert countings(nth(label, place)) == countings(label)


@given(st.text())
def test_nothing_but_blanks_unseen_signs_and_the_label_is_taken_off(text):
    label, start = lettered(text)

    assert label in text[:start]
    assert not any(sign.isalnum() for sign in text[:start].replace(label, "", 1))


def test_an_i_is_read_both_ways():
    assert countings("i)") == (Counting(")", "letter-lower", 9), Counting(")", "roman-lower", 1))
    assert countings("ii)")[0] == Counting(")", "roman-lower", 2)
    assert countings("(e)") == (Counting("()", "letter-lower", 5),)
    assert countings("1.2") == (Counting("", "number", 2, depth=2),)
    assert countings("十二、") == (Counting("、", "han", 12),)
    assert countings("whereas") == ()

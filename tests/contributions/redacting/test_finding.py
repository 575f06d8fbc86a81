"""Words are found where they stand, as people type them."""

import time

import pytest

from contributions.redacting import places_of, sentences


def found(words, text):
    return [text[start : start + length] for start, length in places_of(words, text)]


@pytest.mark.parametrize(
    ("words", "text", "passages"),
    [
        ("Ann Smith", "Ann Smith and ANN\nSMITH.", ["Ann Smith", "ANN\nSMITH"]),
        ("  Ann ", "Ann", ["Ann"]),
        ("lives … here", "She lives not far from here, and here.", ["lives not far from here"]),
        ("lives ... here", "She lives\n\nquite near here.", ["lives\n\nquite near here"]),
        ("[…]", "so […] on", ["[…]"]),
        ("café", "Cafe\u0301 and café", ["Cafe\u0301", "café"]),
        ("لاجئ", "قال اللاجئ", ["لاجئ"]),
        ("张伟", "请问张伟先生", ["张伟"]),
        ("(a+)+$", "what (a+)+$ means", ["(a+)+$"]),
        ("nobody", "Ann", []),
        ("", "Ann", []),
        ("…", "Ann", []),
    ],
)
def test_words_are_found(words, text, passages):
    assert found(words, text) == passages


def test_a_long_text_is_searched_at_once():
    began = time.monotonic()
    places_of("aaaa … b", "a" * 200_000)
    places_of("a b " * 400 + "c", "a b " * 50_000)
    places_of("a" + " " * 200_000 + "b", "a b")
    long = "word " * 120_000
    assert places_of(long, f"{long}and {long}") == [(0, 599_999), (600_004, 599_999)]
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("piece", [".", '."', "?!", "a. ", "。", "\n"])
def test_two_hundred_pages_part_into_sentences_in_seconds(piece):
    began = time.monotonic()
    list(sentences(piece * (600_000 // len(piece))))
    assert time.monotonic() - began < 15


def test_a_text_parts_into_sentences():
    text = "One... Two (see 3.5)! Three?\n\nFour ...five\n一句。两句！ نعم؟ لا."
    said = [text[start : start + length] for start, length in sentences(text)]
    assert said == ["One...", "Two (see 3.5)!", "Three?", "Four ...five", "一句。", "两句！", "نعم؟", "لا."]

"""How a text becomes words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contributions.search.words import bigrams, configuration, fold, parted, runs


@given(st.text())
def test_folding_keeps_every_place_and_leaves_only_words(text) -> None:
    folded = fold(text)

    assert len(folded) == len(text)
    assert all(unicodedata.category(character)[0] in "LMN" or character == " " for character in folded)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("«Интернет» — для ВСЕХ", ["интернет", "для", "всех"]),
        ("L’élection d'ÉTÉ", ["l", "élection", "d", "été"]),
        ("حوكمة الإنترنت، والتعاون؟", ["حوكمة", "الإنترنت", "والتعاون"]),
        ("WGEC/3/1 (Rev.1)", ["wgec", "3", "1", "rev", "1"]),
        ("１２ ＷＳＩＳ", ["12", "wsis"]),
    ],
)
def test_punctuation_of_any_script_is_no_part_of_a_word(text, words) -> None:
    assert fold(text).split() == words


def test_unparted_script_is_taken_apart_in_pairs() -> None:
    folded = fold("发展中国家的互联网治理, WSIS, 网。")

    assert runs(folded) == ["发展中国家的互联网治理", "网"]
    assert parted(folded).split() == ["wsis"]
    assert bigrams("互联网") == ["互联", "联网", "网"]
    assert bigrams("网") == ["网"]


@pytest.mark.parametrize(
    ("language", "name"),
    [("ar", "arabic"), ("fr-CH", "french"), ("ru", "russian"), ("zh", "simple"), ("sw", "simple"), ("", "simple")],
)
def test_language_has_its_own_configuration(language, name) -> None:
    assert configuration(language) == name

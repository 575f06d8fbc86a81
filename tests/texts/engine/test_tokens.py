"""Wording is cut into words, or characters, and never inside a letter."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.engine.tokens import FULL, HALF, LIGHT, NOTHING, tokens, weight


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("the Internet’s day-to-day use", ("the", " ", "Internet’s", " ", "day-to-day", " ", "use")),
        ("and/or (a);", ("and", "/", "or", " ", "(", "a", ")", ";")),
        ("a  b\n", ("a", "  ", "b", "\n")),
        (
            "Resolution 70/125, 1\u202f000\u00a0000 (3.5)",
            ("Resolution", " ", "70/125", ",", " ", "1\u202f000\u00a0000", " ", "(", "3.5", ")"),
        ),
        ("en 2013\u00a0; 12", ("en", " ", "2013", "\u00a0", ";", " ", "12")),
        ("qu’il l'accord aujourd’hui", ("qu’", "il", " ", "l'", "accord", " ", "aujourd’hui")),
        ("don't", ("don't",)),
        ("de\u0301ja\u0300 vu", ("de\u0301ja\u0300", " ", "vu")),
        ("إطارِ تونس، ٢٠١٥", ("إطارِ", " ", "تونس", "،", " ", "٢٠١٥")),
        ("नमस्ते दुनिया", ("नमस्ते", " ", "दुनिया")),
        ("政府“应”。", ("政", "府", "“", "应", "”", "。")),
        ("5G网络", ("5G", "网", "络")),
        ("ネット", ("ネ", "ッ", "ト")),
        ("น้ำใจ", ("น้ำ", "ใ", "จ")),
        ("ខ្មែរ ကမ္ဘာ", ("ខ្មែ", "រ", " ", "က", "မ္ဘာ")),
        ("정부는 책임", ("정부는", " ", "책임")),
        ("👩\u200d👧👍🏽🇫🇷🇨🇭", ("👩\u200d👧", "👍🏽", "🇫🇷", "🇨🇭")),
        ("می\u200cشود", ("می\u200cشود",)),
    ],
)
def test_words_numbers_and_characters_are_tokens(text: str, expected: tuple[str, ...]) -> None:
    assert tuple(tokens(text)) == expected


@given(st.text())
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


@given(st.text(st.characters(categories=["Lu", "Mn", "Mc", "Me", "Zs", "Po", "Lo"])))
def test_no_mark_is_parted_from_its_letter(text: str) -> None:
    assert not any(unicodedata.category(token[0]).startswith("M") for token in tokens(text)[1:])


@given(st.text(st.sampled_from("ab \u00a0\n,")))
def test_a_run_of_blanks_is_one_token(text: str) -> None:
    found = tokens(text)
    assert not any(one.isspace() and other.isspace() for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("stakeholders", FULL),
        ("70/125", FULL),
        ("3", FULL),
        ("الحكومات", FULL),
        ("정부는", FULL),
        ("of", LIGHT),
        ("من", LIGHT),
        ("l’", LIGHT),
        ("น้ำ", LIGHT),
        ("政", HALF),
        (",", NOTHING),
        (" ", NOTHING),
        ("、", NOTHING),
    ],
)
def test_words_of_substance_weigh_more_than_short_ones(token: str, expected: int) -> None:
    assert weight(token) == expected

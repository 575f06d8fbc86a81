"""Alphabetical order: by the Unicode algorithm, and each language's own letters first."""

from hypothesis import given
from hypothesis import strategies as st

from common.collation import sort_key

NAMES = [
    "Zambia",
    "Égypte",
    "eSwatini",
    "3GPP",
    "Ελλάδα",
    "Россия",
    "Беларусь",
    "مصر",
    "الأردن",
    "中国",
    "印度",
    "“Acme”",
]


def in_order(language: str = "") -> list[str]:
    return sorted(NAMES, key=lambda name: sort_key(name, language=language))


def test_accents_and_capitals_do_not_part_what_belongs_together() -> None:
    assert sorted(["Zambia", "Égypte", "Eritrea", "eSwatini"], key=sort_key) == [
        "Égypte",
        "Eritrea",
        "eSwatini",
        "Zambia",
    ]


def test_latin_names_come_first_for_readers_of_latin_languages() -> None:
    order = ["“Acme”", "3GPP", "Égypte", "eSwatini", "Zambia", "Ελλάδα", "Беларусь", "Россия", "الأردن", "مصر"]
    assert in_order() == in_order("en") == in_order("fr") == [*order, "中国", "印度"]


def test_each_other_script_comes_first_for_its_own_readers() -> None:
    assert in_order("ar")[2:5] == ["الأردن", "مصر", "Égypte"]
    assert in_order("ru")[2:5] == ["Беларусь", "Россия", "Égypte"]
    assert in_order("zh-hans")[2:5] == ["中国", "印度", "Égypte"]


def test_signs_and_digits_stay_before_letters() -> None:
    assert all(in_order(language)[:2] == ["“Acme”", "3GPP"] for language in ("", "ar", "ru", "zh"))


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(["", "ar", "ru", "zh"]))
def test_same_text_has_the_same_key_and_keys_never_fail(one: str, other: str, language: str) -> None:
    assert (sort_key(one, language=language) == sort_key(other, language=language)) or one != other

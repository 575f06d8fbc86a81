"""When two spellings are one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stakeholders.naming import FORM_LENGTH, known_forms, normalised, slug_stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The  I.T.U.", "the itu"),
        ("Ministry of Posts, Exampland", "ministry of posts exampland"),
        ("Ｆｕｌｌ　Ｗｉｄｔｈ", "full width"),
        ("Cafe\u0301 Net", "Café Net"),
        ("Straße", "STRASSE"),
        ("Min\u200bistry of\u00ad Tides\u202e", "Ministry of Tides"),
        ("می\u200cخواهم", "میخواهم"),
    ],
)
def test_spellings_of_one_name_are_equal(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Genève", "Geneve"), ("وزارة البريد", "وزارة البرق"), ("甲协会", "乙协会")]
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@given(st.text(max_size=400))
def test_normalising_twice_changes_nothing_and_never_grows_too_long(name: str) -> None:
    form = normalised(name)
    assert len(form) <= FORM_LENGTH
    assert normalised(form).startswith(form[: FORM_LENGTH // 2])


def test_known_forms_leave_out_what_is_empty_or_the_same() -> None:
    assert known_forms(["ITU", "", "I.T.U.", "Union"]) == ["itu", "union"]


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Réseau d’exemple", "réseau-dexemple"),
        ("示例协会", "示例协会"),
        ("وزارة البريد", "وزارة-البريد"),
        ("!!!", "source"),
    ],
)
def test_address_keeps_the_script_of_the_name(name: str, stem: str) -> None:
    assert slug_stem(name) == stem

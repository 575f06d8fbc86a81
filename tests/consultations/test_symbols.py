"""How a process writes its numbers."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from consultations.symbols import check_grammar, check_modifier, render


@pytest.mark.parametrize(
    ("grammar", "modifier", "text"),
    [
        ("{process}/{round}/{number}", "", "WGEC/3/7"),
        ("{process}/{round}/{number}", "Rev.1", "WGEC/3/7/Rev.1"),
        ("{process}.{round}/L.{number}", "Corr.2", "WGEC.3/L.7/Corr.2"),
        ("R{round}-D{number}", "", "R3-D7"),
    ],
)
def test_symbol_is_written_as_its_process_writes_it(grammar: str, modifier: str, text: str) -> None:
    check_grammar(grammar)
    assert render(grammar, process="WGEC", round_number=3, number=7, modifier=modifier) == text


@pytest.mark.parametrize(
    "grammar",
    [
        "",
        "{process}/{number}",
        "{process}/{round}",
        "{round}{number}",
        "{round}0{number}",
        "{process}/{number}12{round}",
        "{number}/{round}/{number}",
        "{round}/{number}/{year}",
        "{round}/{number",
        "{round}/{number!r}",
        "{round:>4}/{number}",
        "{}/{round}/{number}",
        "{round.real}/{number}",
    ],
)
def test_grammar_that_could_give_one_symbol_twice_or_break_is_refused(grammar: str) -> None:
    with pytest.raises(ValidationError):
        check_grammar(grammar)


@given(st.tuples(st.integers(1, 9999), st.integers(1, 9999)), st.tuples(st.integers(1, 9999), st.integers(1, 9999)))
def test_two_documents_never_share_a_symbol(one: tuple[int, int], other: tuple[int, int]) -> None:
    texts = {
        render("{round}/{number}", process="X", round_number=round_number, number=number)
        for round_number, number in (one, other)
    }
    assert (len(texts) == 1) == (one == other)


@pytest.mark.parametrize("modifier", ["Rev", "Rev.0", "rev.1", "Rev.1 ", "Bis.1", "Rev.1/Add.1", "Rev.١"])
def test_modifier_of_another_form_is_refused(modifier: str) -> None:
    with pytest.raises(ValidationError):
        check_modifier(modifier)

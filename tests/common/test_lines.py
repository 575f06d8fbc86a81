"""What a name may hold: nothing that is there and not seen."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.lines import MOST_MARKS, composed, one_line, storable


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ministry\r\nof\tTides ", "Ministry of Tides"),
        ("Min\u200bistry\u00ad of Tides\ufeff", "Ministry of Tides"),
        ("\u202eseditT fo yrtsiniM\u202c", "seditT fo yrtsiniM"),
        ("\u2067وزارة\u2069 (MPE)", "وزارة (MPE)"),
        ("Org\x00anisation\x07\ud83d", "Organisation"),
        ("Universite\u0301", "Université"),
        ("\u3164\u200d \u2060", ""),
        ("می\u200cخواهم 👩\u200d💻", "می\u200cخواهم 👩\u200d💻"),
    ],
)
def test_a_line_holds_only_what_is_seen(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


@given(st.text())
def test_a_line_stays_as_it_is_the_second_time(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)


@given(st.text(alphabet=st.characters()))
def test_what_is_storable_can_be_written_in_utf8(text: str) -> None:
    assert "\x00" not in storable(text).encode().decode()


def test_marks_heaped_on_a_letter_are_brought_in_order_in_no_time() -> None:
    heaped = "a" + "\u0323\u0301" * 250_000 + "b"
    began = process_time()

    text = composed(heaped)

    assert process_time() - began < 2
    assert len(text) <= MOST_MARKS + 2
    assert text.endswith("b")


def test_every_mark_that_a_language_needs_is_kept() -> None:
    assert composed("Tie\u0302\u0301ng Viê\u0323t, בְּרֵאשִׁית") == "Tiếng Việt, בְּרֵאשִׁית"

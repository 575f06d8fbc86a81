"""Whole numbers that come in forms and addresses."""

import pytest

from common.numbers import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("0012", 12), ("9" * 18, 10**18 - 1)]
    + [(wrong, None) for wrong in ("", "9" * 19, "-1", "+1", " 1", "1\n", "1_0", "٣", "²", "1.0", "1\x00")],
)
def test_only_plain_digits_write_a_number(text: str, number: int | None) -> None:
    assert whole_number(text) == number


def test_of_fewer_digits_less_is_taken() -> None:
    assert (whole_number("999", digits=3), whole_number("1000", digits=3)) == (999, None)

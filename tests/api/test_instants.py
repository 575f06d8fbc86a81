"""An instant in an address is RFC 3339, all of it, and nothing that only a programming language would read."""

from datetime import UTC, datetime

import pytest
from django import forms

from api.parameters import instant

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20T12:00:00Z",
        "2026-11-20t12:00:00z",
        "2026-11-20 12:00:00Z",
        "2026-11-20T12:00Z",
        "2026-11-20T12:00:00.000000000Z",
        "2026-11-20T17:45:00+05:45",
        "2026-11-20T17:45:00 05:45",
        "2026-11-21T11:59:00+23:59",
        "2026-11-19T12:01:00-23:59",
    ],
)
def test_one_instant_may_be_written_in_many_ways(text: str) -> None:
    assert instant(text) == NOON


@pytest.mark.parametrize("text", ["2016-12-31T23:59:60Z", "2017-01-01T00:59:60.5+01:00"])
def test_a_leap_second_is_the_second_after_it(text: str) -> None:
    assert instant(text) == datetime(2017, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20",
        "2026-11-20T12:00:00",
        "2026-11-20 12:00",
        "2026-W47-5T12:00Z",
        "20261120T120000Z",
        "2026-11-20T12Z",
        "2026-11-20T12:00:00+01",
        "2026-11-20T12:00:00+00:00:30",
        "2026-11-20T12:00:00,5Z",
        "2026-11-20T12:00:60Z",
        "2026-11-20T24:00:00Z",
        "2026-11-20T12:00:00+24:00",
        "2026-11-20T12:00:00Z\0",
        "2026-11-20T12:00:00Z\n",
        "٢٠٢٦-11-20T12:00:00Z",
        "2026-02-29T12:00:00Z",
        "1899-12-31T23:59:59Z",
        "9999-12-31T23:59:60-23:59",
        "1795795650",
        "now",
    ],
)
def test_what_is_no_instant_is_refused(text: str) -> None:
    with pytest.raises(forms.ValidationError):
        instant(text)

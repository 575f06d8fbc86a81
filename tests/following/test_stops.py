"""What a link in a letter ends, written and read."""

import pytest

from following.enums import Pace
from following.stops import Stop, read
from notifications.stops import signed, unsigned


@pytest.mark.parametrize("stop", [Stop(12, news=345), Stop(12, pace=Pace.DAILY), Stop(1, pace=Pace.WEEKLY), Stop(7)])
def test_it_is_read_as_it_was_written(stop):
    assert read(str(stop)) == stop
    assert unsigned(signed(str(stop))) == str(stop)


@pytest.mark.parametrize(
    "word", ["", "12", "12-", "-n3", "12-n", "12-d3", "12-x", "1२-n3", "12-n345 ", "9" * 40 + "-n1"]
)
def test_anything_else_is_nothing(word):
    assert read(word) is None


def test_nobody_makes_a_link_of_another_readers():
    token = signed("12-n345")
    assert unsigned(token.replace("12-", "13-")) is None
    assert unsigned("12-n345") is None

"""Which instant is meant by what a clock on the wall shows."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from common.clocks import NotOnTheClock, exists, instant, is_doubled

ZURICH = ZoneInfo("Europe/Zurich")


@pytest.mark.parametrize(("later", "hour"), [(False, 0), (True, 1)])
def test_of_a_doubled_hour_the_earlier_or_the_later_one_is_meant(later, hour):
    meant = instant(date(2027, 10, 31), time(2, 30), ZURICH, later=later)
    assert meant == datetime(2027, 10, 31, hour, 30, tzinfo=UTC)


def test_an_hour_that_is_left_out_names_no_instant():
    with pytest.raises(NotOnTheClock):
        instant(date(2027, 3, 28), time(2, 30), ZURICH, later=True)


@pytest.mark.parametrize(
    ("wall", "there"),
    [
        (datetime(2027, 3, 28, 1, 59), True),
        (datetime(2027, 3, 28, 2), False),
        (datetime(2027, 3, 28, 2, 59), False),
        (datetime(2027, 3, 28, 3), True),
        (datetime(2027, 10, 31, 2, 30), True),
    ],
)
def test_the_hour_that_is_left_out_does_not_exist(wall, there):
    assert exists(wall, ZURICH) is there


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a busy machine is no fault
@given(some.datetimes(datetime(2027, 1, 1), datetime(2028, 12, 31)))
def test_every_hour_exists_once_or_twice_or_not_at_all(wall):
    """An hour is doubled only if it exists; and both readings of it are read back as what was typed."""
    if not exists(wall, ZURICH):
        return
    readings = {wall.replace(tzinfo=ZURICH, fold=fold).astimezone(UTC) for fold in (0, 1)}
    assert {each.astimezone(ZURICH).replace(tzinfo=None, fold=0) for each in readings} == {wall.replace(fold=0)}
    assert {is_doubled(each, ZURICH) for each in readings} == {len(readings) == 2}

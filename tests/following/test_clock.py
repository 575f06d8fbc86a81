"""Quiet hours and digests go by the clock on the reader's wall, on every day of the year and in every zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from following.clock import MONDAY, after_quiet, next_digest, on_the_wall

PARIS, KATHMANDU, LORD_HOWE = ZoneInfo("Europe/Paris"), ZoneInfo("Asia/Kathmandu"), ZoneInfo("Australia/Lord_Howe")
ZONES = st.sampled_from(sorted(zone for zone in available_timezones() if "/" in zone)).map(ZoneInfo)
INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31)).map(lambda found: found.replace(tzinfo=UTC))
TIMES = st.times().map(lambda found: found.replace(second=0, microsecond=0))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "zone", "goes"),
    [
        ("2027-01-15T20:30", PARIS, "2027-01-15T20:30"),  # half past nine in the evening: not quiet yet
        ("2027-01-15T21:00", PARIS, "2027-01-16T06:00"),  # ten in the evening: until seven
        ("2027-01-16T05:59", PARIS, "2027-01-16T06:00"),
        ("2027-01-16T06:00", PARIS, "2027-01-16T06:00"),
        ("2027-03-27T22:00", PARIS, "2027-03-28T05:00"),  # the night that has an hour less
        ("2027-10-30T21:00", PARIS, "2027-10-31T06:00"),  # the night that has an hour more
        ("2027-01-15T17:00", KATHMANDU, "2027-01-16T01:15"),  # a quarter to eleven there
    ],
)
def test_quiet_hours_over_midnight(at, zone, goes):
    assert after_quiet(utc(at), zone=zone, start=time(22), end=time(7)) == utc(goes)


@given(INSTANTS, ZONES, TIMES, TIMES)
def test_nothing_goes_early_nor_in_quiet_hours_and_waits_a_day_at_most(at, zone, start, end):
    goes = after_quiet(at, zone=zone, start=start, end=end)

    assert at <= goes <= at + timedelta(hours=26)
    assert after_quiet(goes, zone=zone, start=start, end=end) == goes or start == end


@given(INSTANTS, ZONES)
def test_without_quiet_hours_everything_goes_at_once(at, zone):
    assert after_quiet(at, zone=zone, start=None, end=None) == at


@given(INSTANTS, ZONES, TIMES)
def test_digests_come_once_a_day_at_their_hour(at, zone, when):
    first = next_digest(at, zone=zone, when=when, weekly=False)
    second = next_digest(first, zone=zone, when=when, weekly=False)

    assert at < first <= at + timedelta(hours=49)  # there were islands that left a whole day out
    assert first < second
    assert timedelta(hours=22) <= second - first <= timedelta(hours=49)


@given(INSTANTS, ZONES, TIMES)
def test_weekly_digests_come_on_mondays(at, zone, when):
    found = next_digest(at, zone=zone, when=when, weekly=True)

    assert at < found <= at + timedelta(days=8)
    # Where the wall never shows the time, because midnight is passed over, it is the next that it shows.
    assert (found.astimezone(zone) - timedelta(hours=1)).weekday() in (MONDAY, MONDAY - 1 % 7, 6)


def test_half_an_hours_summer_time_is_half_an_hour():
    before, after = date(2027, 4, 3), date(2027, 4, 4)
    assert on_the_wall(after, time(7), LORD_HOWE) - on_the_wall(before, time(7), LORD_HOWE) == timedelta(hours=24.5)


def test_time_that_the_wall_never_shows_comes_after_the_gap():
    assert on_the_wall(date(2027, 3, 28), time(2, 30), PARIS) == utc("2027-03-28T01:30")

"""Lanes by hours before the meeting: at each limit, one microsecond before it, and everywhere by law."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contributions.enums import Lane
from contributions.lanes import Limits, Rules, acts, lane_for, limits_of

MEETING = datetime(2027, 3, 1, tzinfo=UTC)
# ITU-D's rule: 45 and 12 days.
ITU = Rules(in_time=45 * 24, delayed=12 * 24)
TICK = timedelta(microseconds=1)

moments = st.datetimes(
    min_value=datetime(2001, 1, 1),
    max_value=datetime(2090, 1, 1),
    timezones=st.timezones(),
)
hours = st.integers(min_value=0, max_value=20_000)


@pytest.mark.parametrize(
    ("at", "lane"),
    [
        (datetime(2027, 1, 15, tzinfo=UTC) - TICK, Lane.IN_TIME),
        (datetime(2027, 1, 15, tzinfo=UTC), Lane.DELAYED),
        (datetime(2027, 2, 17, tzinfo=UTC) - TICK, Lane.DELAYED),
        (datetime(2027, 2, 17, tzinfo=UTC), Lane.NEXT_ROUND),
        (MEETING + timedelta(days=900), Lane.NEXT_ROUND),
    ],
)
def test_the_lane_at_45_and_12_days(at: datetime, lane: Lane) -> None:
    assert lane_for(at, MEETING, ITU) == lane


def test_hours_are_hours_also_when_the_clocks_change() -> None:
    paris = ZoneInfo("Europe/Paris")
    meeting = datetime(2027, 3, 29, tzinfo=paris)  # the night before has 23 hours

    limits = limits_of(meeting, Rules(in_time=48, delayed=24))

    assert limits == Limits(datetime(2027, 3, 26, 22, tzinfo=UTC), datetime(2027, 3, 27, 22, tzinfo=UTC))


@given(at=moments, meeting=moments)
def test_without_rules_or_without_a_meeting_everything_is_in_time(at: datetime, meeting: datetime) -> None:
    assert lane_for(at, None, ITU) == lane_for(at, meeting, Rules()) == Lane.IN_TIME


@given(at=moments, later=moments, meeting=moments, first=hours, second=hours)
def test_who_comes_later_is_never_in_an_earlier_lane(
    at: datetime, later: datetime, meeting: datetime, first: int, second: int
) -> None:
    order = [Lane.IN_TIME, Lane.DELAYED, Lane.NEXT_ROUND]
    at, later = sorted((at, later))
    rules = Rules(in_time=first, delayed=second)

    assert order.index(lane_for(at, meeting, rules)) <= order.index(lane_for(later, meeting, rules))


@given(meeting=moments, in_time=hours, delayed=hours)
def test_at_each_limit_the_next_lane_begins(meeting: datetime, in_time: int, delayed: int) -> None:
    rules = Rules(in_time=in_time, delayed=delayed)
    limits = limits_of(meeting, rules)
    assert limits is not None

    assert lane_for(limits.in_time - TICK, meeting, rules) == Lane.IN_TIME
    assert lane_for(limits.in_time, meeting, rules) != Lane.IN_TIME
    assert lane_for(limits.delayed, meeting, rules) == Lane.NEXT_ROUND
    assert lane_for(limits.delayed - TICK, meeting, rules) != Lane.NEXT_ROUND


@given(at=moments, zone=st.timezones(), meeting=moments, in_time=hours, delayed=hours)
def test_no_zone_changes_a_lane(at: datetime, zone: ZoneInfo, meeting: datetime, in_time: int, delayed: int) -> None:
    rules = Rules(in_time=in_time, delayed=delayed)

    assert lane_for(at, meeting, rules) == lane_for(at.astimezone(zone), meeting.astimezone(UTC), rules)


@pytest.mark.parametrize(
    ("lane", "rules", "asked", "expected"),
    [
        (Lane.IN_TIME, Rules(), True, True),
        (Lane.IN_TIME, Rules(), False, False),
        (Lane.DELAYED, Rules(), True, False),
        (Lane.DELAYED, Rules(delayed_for_action=True), True, True),
        (Lane.DELAYED, Rules(delayed_for_action=True), False, False),
        (Lane.NEXT_ROUND, Rules(delayed_for_action=True), True, False),
    ],
)
def test_only_what_asks_and_comes_soon_enough_is_for_action(
    lane: Lane, rules: Rules, asked: bool, expected: bool
) -> None:
    assert acts(lane, rules, asked=asked) is expected

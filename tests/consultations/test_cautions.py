"""What is pointed out before the dates of a period become public, and what is not."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from consultations.cautions import Beside, Calendar, Caution, Plan, cautions

ZURICH = ZoneInfo("Europe/Zurich")
AUCKLAND = ZoneInfo("Pacific/Auckland")
WEEKEND = frozenset({5, 6})
CALENDAR = Calendar(WEEKEND, {date(2027, 5, 6): "Ascension Day", date(2027, 5, 17): "Whit Monday"})
NONE = Calendar(WEEKEND, {})
EVERYBODY: frozenset[int] = frozenset()
TOLD = datetime(2027, 3, 20, tzinfo=UTC)


def plan(opens: datetime, closes: datetime, zone: ZoneInfo = ZURICH, **more) -> Plan:
    return Plan(opens.replace(tzinfo=zone), closes.replace(tzinfo=zone), zone, **({"told_at": TOLD} | more))


def codes(found: list[Caution]) -> list[str]:
    return [each.code for each in found]


def test_a_period_on_working_days_gives_no_caution():
    # From a Monday to a Friday.
    dates = plan(datetime(2027, 4, 5, 9), datetime(2027, 4, 30, 18))
    assert cautions(dates, minimum_days=25, calendar=CALENDAR) == []


@pytest.mark.parametrize(("minimum", "found"), [(25, []), (26, ["short"]), (0, [])])
def test_one_day_under_the_minimum_is_short(minimum, found):
    dates = plan(datetime(2027, 4, 5, 9), datetime(2027, 4, 30, 18))
    assert codes(cautions(dates, minimum_days=minimum, calendar=NONE)) == found


def test_days_before_anybody_was_told_do_not_count():
    dates = plan(datetime(2027, 4, 5, 9), datetime(2027, 4, 30, 18), told_at=datetime(2027, 4, 20, 18, tzinfo=ZURICH))
    assert cautions(dates, minimum_days=14, calendar=NONE) == [Caution("short", {"days": 10, "minimum": 14})]


def test_weekends_are_those_of_the_zone_and_of_the_calendar():
    # Friday evening in Zurich is Saturday in Auckland.
    instant = datetime(2027, 4, 30, 18, tzinfo=ZURICH)
    opens = datetime(2027, 4, 5, 9)
    there = plan(opens, instant.astimezone(AUCKLAND).replace(tzinfo=None), AUCKLAND)
    here = plan(opens, datetime(2027, 4, 30, 18))
    assert codes(cautions(there, minimum_days=0, calendar=NONE)) == ["closes_on_weekend"]
    assert codes(cautions(here, minimum_days=0, calendar=NONE)) == []
    assert codes(cautions(here, minimum_days=0, calendar=Calendar(frozenset({4, 5}), {}))) == ["closes_on_weekend"]


def test_closing_at_midnight_closes_the_day_before():
    sunday_night = plan(datetime(2027, 4, 5, 9), datetime(2027, 5, 3))
    assert cautions(sunday_night, minimum_days=0, calendar=NONE) == [Caution("closes_on_weekend", {"on": "2027-05-02"})]


def test_holidays_at_the_ends_and_inside_are_named():
    dates = plan(datetime(2027, 4, 5, 9), datetime(2027, 5, 6, 18))
    longer = plan(datetime(2027, 5, 6, 9), datetime(2027, 5, 28, 18))
    assert cautions(dates, minimum_days=0, calendar=CALENDAR) == [
        Caution("closes_on_holiday", {"on": "2027-05-06", "holiday": "Ascension Day"})
    ]
    assert cautions(longer, minimum_days=0, calendar=CALENDAR) == [
        Caution("opens_on_holiday", {"on": "2027-05-06", "holiday": "Ascension Day"}),
        Caution("over_holidays", {"number": 1, "first": "2027-05-17", "holiday": "Whit Monday"}),
    ]


def test_fewer_or_more_days_than_another_audience_has():
    dates = plan(datetime(2027, 4, 5, 9), datetime(2027, 4, 30, 18), audience=frozenset({1}))
    others = [
        Beside("For all", EVERYBODY, timedelta(days=40)),
        Beside("For two", frozenset({2}), timedelta(days=10)),
        Beside("The same length", frozenset({3}), timedelta(days=25)),
        Beside("The same audience", frozenset({1}), timedelta(days=60)),
    ]
    assert cautions(dates, minimum_days=0, calendar=NONE, beside=others) == [
        Caution("fewer_days", {"days": 25, "theirs": 40, "title": "For all"}),
        Caution("more_days", {"days": 25, "theirs": 10, "title": "For two"}),
    ]


@pytest.mark.parametrize("fold", [0, 1])
def test_a_doubled_hour_is_pointed_out(fold):
    closes = datetime(2027, 10, 31, 2, 30, fold=fold)
    dates = plan(datetime(2027, 10, 4, 9), closes)
    assert codes(cautions(dates, minimum_days=0, calendar=Calendar(frozenset(), {}))) == ["closes_in_doubled_hour"]

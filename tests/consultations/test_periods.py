"""Open or closed is what the clock says: opening counts in, closing counts out, in every zone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoAssertNumQueries

from consultations.enums import PeriodState
from consultations.models import CommentPeriod, GuidingQuestion
from consultations.queries import closed_periods, open_periods, upcoming_periods

SECOND = timedelta(seconds=1)
ZURICH = ZoneInfo("Europe/Zurich")
LIMA = ZoneInfo("America/Lima")
OPENING = datetime(2027, 3, 1, tzinfo=UTC)


def places(period: CommentPeriod, at: datetime) -> list[str]:
    """In which of the three lists the database puts the period at ``at``."""
    lists = {"open": open_periods, "upcoming": upcoming_periods, "closed": closed_periods}
    return [name for name, query in lists.items() if period in query(at)]


@pytest.mark.parametrize(
    ("opens_at", "closes_at"),
    [
        pytest.param(datetime(2027, 1, 4, 9, tzinfo=UTC), datetime(2027, 2, 1, 18, tzinfo=UTC), id="utc"),
        # In Zurich 02:00 becomes 03:00 on 28 March 2027, and 03:00 becomes 02:00 on 31 October 2027.
        pytest.param(
            datetime(2027, 3, 1, 9, tzinfo=ZURICH), datetime(2027, 3, 28, 23, 59, 59, tzinfo=ZURICH), id="into summer"
        ),
        pytest.param(
            datetime(2027, 3, 28, 1, 59, 59, tzinfo=ZURICH),
            datetime(2027, 3, 28, 3, 0, tzinfo=ZURICH),
            id="one second across the lost hour",
        ),
        pytest.param(
            datetime(2027, 10, 31, 2, 30, tzinfo=ZURICH),
            datetime(2027, 10, 31, 2, 30, tzinfo=ZURICH, fold=1),
            id="one hour inside the doubled hour",
        ),
        pytest.param(datetime(2027, 3, 1, tzinfo=LIMA), datetime(2027, 3, 28, 23, 59, 59, tzinfo=LIMA), id="lima"),
    ],
)
def test_period_turns_at_its_instants_and_at_no_other(
    opens_at: datetime, closes_at: datetime, make_period: Callable[..., CommentPeriod]
) -> None:
    period = make_period(opens_at=opens_at, closes_at=closes_at, time_zone=str(opens_at.tzinfo))
    period.refresh_from_db()
    expected = {
        opens_at.astimezone(UTC) - SECOND: "upcoming",
        opens_at.astimezone(UTC): "open",
        closes_at.astimezone(UTC) - SECOND: "open",
        closes_at.astimezone(UTC): "closed",
        closes_at.astimezone(UTC) + SECOND: "closed",
    }
    assert {at: period.state(at=at).value for at in expected} == expected
    assert {at: places(period, at) for at in expected} == {at: [state] for at, state in expected.items()}


def test_same_wall_clock_closes_six_hours_earlier_in_zurich_than_in_lima(
    make_period: Callable[..., CommentPeriod],
) -> None:
    """Until Zurich's summer begins; then seven, though no clock in Lima moved."""
    gaps = []
    for day in (27, 28):
        wall = datetime(2027, 3, day, 18)  # the zone comes below
        zurich = make_period(opens_at=OPENING, closes_at=wall.replace(tzinfo=ZURICH))
        lima = make_period(opens_at=OPENING, closes_at=wall.replace(tzinfo=LIMA))
        gaps.append(lima.closes_at - zurich.closes_at)
        between = zurich.closes_at.astimezone(UTC) + timedelta(hours=3)
        assert [period.state(at=between) for period in (zurich, lima)] == [PeriodState.CLOSED, PeriodState.OPEN]
    assert gaps == [timedelta(hours=6), timedelta(hours=7)]


def test_time_left_counts_real_hours_over_the_change_of_the_clocks(make_period: Callable[..., CommentPeriod]) -> None:
    period = make_period(
        opens_at=datetime(2027, 3, 1, tzinfo=ZURICH), closes_at=datetime(2027, 3, 28, 18, tzinfo=ZURICH)
    )
    period.refresh_from_db()
    assert period.time_left(at=datetime(2027, 3, 27, 18, tzinfo=ZURICH).astimezone(UTC)) == timedelta(hours=23)
    assert period.time_left(at=period.closes_at + SECOND) == timedelta(0)


def test_lists_follow_the_clock(make_period: Callable[..., CommentPeriod]) -> None:
    now = datetime(2027, 1, 10, 12, tzinfo=UTC)

    def days(opens: int, closes: int) -> CommentPeriod:
        return make_period(opens_at=now + timedelta(days=opens), closes_at=now + timedelta(days=closes))

    late, soon = days(-5, 20), days(-5, 2)
    far, near = days(30, 60), days(3, 60)
    old, just_closed = days(-60, -30), days(-60, 0)
    assert list(open_periods(now)) == [soon, late]
    assert list(upcoming_periods(now)) == [near, far]
    assert list(closed_periods(now)) == [just_closed, old]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_with_all_that_a_portal_needs_costs_four_queries(
    rows: int, make_period: Callable[..., CommentPeriod], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    periods = [make_period() for _each in range(rows)]
    for period in periods:
        GuidingQuestion.objects.create(period=period, number=1, text={"en": "Why?"})
        period.audience.set(period.round.process.groups.all()[:2])
    at = periods[-1].opens_at
    with django_assert_num_queries(4):
        shown = [
            (
                period.round.process.code,
                [group.code for group in period.round.process.groups.all()],
                [question.number for question in period.questions.all()],
                len(period.audience.all()),
            )
            for period in open_periods(at)
        ]
    assert len(shown) == rows
    assert {(code, len(groups), tuple(numbers), audience) for code, groups, numbers, audience in shown} == {
        ("WGX", 7, (1,), 2)
    }

"""The public page of a comment period: what was decided about its dates, and whether it was open at an instant."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from common.moments import written
from consultations.models import CommentPeriod
from contributions import actions
from contributions.actions import spread_news
from following.actions import follow
from notifications.models import Letter

NOW = datetime(2027, 4, 14, 12, tzinfo=UTC)
DAY = timedelta(days=1)
WHY = "Several delegations asked for it."


@pytest.fixture
def reopened(make_period: Callable[..., CommentPeriod], cast: SimpleNamespace) -> CommentPeriod:
    """Closed on the 24th, reopened on the 29th until 10 May."""
    period = make_period(at=NOW, time_zone="Europe/Zurich")
    actions.reopen_period(
        period, closes_at=datetime(2027, 5, 10, 16, tzinfo=UTC), reason=WHY, by=cast.dora, at=period.closes_at + 5 * DAY
    )
    return period


def address(period: CommentPeriod, query: str = "") -> str:
    return reverse("web:period", args=["wgx", period.round.number, period.pk]) + query


def asked(on: str, time: str, zone: str = "UTC") -> str:
    return f"?on={on}&time={time}&zone={zone}"


def test_it_shows_every_act_with_old_and_new_dates_and_reason_but_no_name(
    client: Client, reopened: CommentPeriod
) -> None:
    page = client.get(address(reopened)).content.decode()
    for said in (written(NOW + 10 * DAY, style="medium"), "10 May 2027", WHY, "Announced", "Reopened"):
        assert said in page
    assert "It was announced 30 days before it was to open." in page
    assert "Dora" not in page


@pytest.mark.parametrize(
    ("on", "time", "zone", "answer"),
    [
        ("2027-04-24", "11:59", "UTC", "Yes, it was open."),
        ("2027-04-24", "12:00", "UTC", "No, it was closed."),
        ("2027-04-24", "13:59", "Europe/Zurich", "Yes, it was open."),
        ("2027-04-25", "12:00", "UTC", "No, it was closed."),
        ("2027-04-29", "12:00", "UTC", "Yes, it was open."),
        ("2027-04-01", "12:00", "UTC", "No, it had not opened yet."),
        ("2026-01-01", "12:00", "UTC", "No, it had not been announced."),
    ],
)
def test_it_answers_as_it_was_seen_then(
    *, on: str, time: str, zone: str, answer: str, client: Client, reopened: CommentPeriod
) -> None:
    page = client.get(address(reopened, asked(on, time, zone)))
    assert page.status_code == 200
    assert answer in page.content.decode()


def test_a_cancelled_period_says_so_and_lets_nobody_begin(
    client: Client, period: CommentPeriod, cast: SimpleNamespace
) -> None:
    actions.cancel_period(period, reason="No quorum.", by=cast.dora)
    page = client.get(address(period)).content.decode()
    for said in ("Cancelled", "This period was cancelled", "No quorum."):
        assert said in page
    assert "/begin/" not in page
    assert client.post(reverse("web:begin", args=["wgx", 1, period.pk])).status_code == 409


@pytest.mark.parametrize(
    "query",
    ["?on=", asked("2027-03-28", "02:30", "Europe/Zurich"), asked("31.4.2027", "x"), asked("9999-12-31", "12:00"),
     asked("2027-04-24", "12:00", "Mars/Base"), asked("2027-04-24%00", "12:00%00")],
)  # fmt: skip
def test_a_question_that_names_no_instant_is_told_at_its_field(
    query: str, client: Client, reopened: CommentPeriod
) -> None:
    answer = client.get(address(reopened, query))
    assert answer.status_code == 400
    assert 'id="errors"' in answer.content.decode()


@pytest.mark.parametrize("acts", [1, 3])
def test_it_costs_the_same_however_long_its_history_is(
    acts: int,
    client: Client,
    period: CommentPeriod,
    cast: SimpleNamespace,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(acts - 1):
        later = period.closes_at + (number + 1) * DAY
        actions.extend_period(period, closes_at=later, reason=WHY, by=cast.dora)
    with django_assert_max_num_queries(8):
        assert client.get(address(period)).content.decode().count(' id="act-') == acts


def test_an_extended_deadline_is_the_same_on_the_page_in_the_api_and_in_the_letter(
    client: Client, period: CommentPeriod, cast: SimpleNamespace
) -> None:
    follow(f"round:{period.round.pk}", by=cast.ines)
    later = (period.closes_at + 5 * DAY).replace(microsecond=0)
    actions.extend_period(period, closes_at=later, reason=WHY, by=cast.dora)

    page = client.get(address(period)).content.decode()
    told = client.get(f"/api/v1/comment-periods/{period.pk}/").json()
    spread_news()
    letter = Letter.objects.get(person=cast.ines)

    assert f'datetime="{later:%Y-%m-%dT%H:%M:%SZ}"' in page
    assert datetime.fromisoformat(told["closes_at"]) == later
    assert datetime.fromisoformat(told["history"][-1]["closes_at"]) == later
    assert f"It closes: {written(later)}" in letter.written()[0]

"""Comment periods at the desk: what can be decided, what is shown before it is confirmed, and who may."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from consultations.models import CommentPeriod, PeriodAct, Process, Round
from contributions import actions
from contributions.actions import spread_news
from following.actions import follow
from notifications.models import Letter

Make = Callable[..., CommentPeriod]
NOW = datetime(2027, 4, 14, 12, tzinfo=UTC)
DAY = timedelta(days=1)
WHY = "Several delegations asked for it."


@pytest.fixture(autouse=True)
def _now(time_machine: object) -> None:
    time_machine.move_to(NOW, tick=False)  # type: ignore[attr-defined]


def page_of(period: CommentPeriod) -> str:
    return reverse("secretariat:period", args=[period.pk])


def door(period: CommentPeriod, act: str) -> str:
    return reverse("secretariat:period_act", args=[period.pk, act])


def typed(period: CommentPeriod, **more: str) -> dict[str, str]:
    """An extension to 10 May 2027, 18:00 in Zurich."""
    given = {"closes_on": "2027-05-10", "closes_time": "18:00", "zone": "Europe/Zurich", "reason": WHY}
    return given | {"seen": str(period.step)} | more


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("prepared", {"open"}),
        ("upcoming", {"reschedule", "extend", "shorten", "cancel"}),
        ("open", {"extend", "shorten", "cancel"}),
        ("closed", {"reopen"}),
    ],
)
def test_the_page_offers_what_is_possible(state: str, offered: set[str], dora: Client, make_period: Make) -> None:
    prepared = {"public_at": None} if state == "prepared" else {}
    period = make_period("upcoming" if prepared else state, **prepared)
    page = dora.get(page_of(period)).content.decode()
    acts = ("open", "reschedule", "extend", "shorten", "reopen", "cancel")
    assert {act for act in acts if f'href="{door(period, act)}"' in page} == offered


def test_an_extension_is_shown_before_it_is_done_and_then_done(
    dora: Client, cast: SimpleNamespace, round_: Round, period: CommentPeriod
) -> None:
    follow(f"round:{round_.pk}", by=cast.ines)
    asked = dora.post(door(period, "extend"), typed(period))
    shown = asked.content.decode()
    assert asked.status_code == 200
    for said in ("10 May 2027, 16:00 UTC", "18:00 Zurich time", WHY, "1 person is told by letter.", "confirmed"):
        assert said in shown
    assert PeriodAct.objects.filter(act="extend").count() == Letter.objects.count() == 0

    done = dora.post(door(period, "extend"), typed(period, confirmed="1"))

    assert done["Location"] == page_of(period)
    period.refresh_from_db()
    assert period.closes_at == datetime(2027, 5, 10, 16, tzinfo=UTC)
    spread_news()
    assert Letter.objects.filter(person=cast.ines).count() == 1


def test_what_there_is_to_think_of_is_said_before_and_kept(
    dora: Client, cast: SimpleNamespace, process: Process, period: CommentPeriod
) -> None:
    holidays = {"2027-05-10": "Day of the Reefs"}
    Process.objects.filter(pk=process.pk).update(minimum_notice_days=60, calendars=["CH"], own_holidays=holidays)
    shown = dora.post(door(period, "extend"), typed(period)).content.decode()
    dora.post(door(period, "extend"), typed(period, confirmed="1"))
    later = dora.get(page_of(period)).content.decode()
    for page in (shown, later):
        assert "It closes on a holiday: 10 May 2027 (Day of the Reefs)." in page
        assert "this process gives at least 60" in page
    public = Client().get(reverse("web:period", args=["wgx", 1, period.pk])).content.decode()
    assert "Day of the Reefs" not in public


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"reason": " "}, "id_reason"),
        ({"closes_on": "2027-04-15"}, "id_closes_on"),
        ({"closes_on": "2027-03-28", "closes_time": "02:30"}, "id_closes_time"),
        ({"closes_on": "10.5.2027"}, "id_closes_on"),
        ({"closes_on": "9999-12-31"}, "id_closes_on"),
        ({"zone": "Mars/Base"}, "id_zone"),
        ({"reason": "why " * 600}, "id_reason"),
        ({"reason": "a\x00b"}, "id_reason"),
    ],
)
@pytest.mark.parametrize("confirmed", [True, False])
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_decided(
    *, more: dict[str, str], field: str, confirmed: bool, dora: Client, period: CommentPeriod
) -> None:
    given = typed(period, **more) | ({"confirmed": "1"} if confirmed else {})
    answer = dora.post(door(period, "extend"), given)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
    assert not PeriodAct.objects.filter(act="extend").exists()


def test_of_a_closing_hour_that_comes_twice_the_later_is_meant_and_said(dora: Client, period: CommentPeriod) -> None:
    given = typed(period, closes_on="2027-10-31", closes_time="02:30")
    shown = dora.post(door(period, "extend"), given).content.decode()
    assert "31 October 2027, 01:30 UTC" in shown
    assert "the second of the two is meant" in shown


def test_whoever_is_second_is_told_and_loses_no_words(
    dora: Client, cast: SimpleNamespace, period: CommentPeriod
) -> None:
    given = typed(period, confirmed="1")
    actions.extend_period(period, closes_at=NOW + 60 * DAY, reason="First.", by=cast.dora)
    answer = dora.post(door(period, "extend"), given)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody has changed this comment period meanwhile." in page
    assert WHY in page
    period.refresh_from_db()
    assert period.closes_at == NOW + 60 * DAY


def test_a_second_click_does_nothing_more(dora: Client, period: CommentPeriod) -> None:
    given = typed(period, confirmed="1")
    answers = [dora.post(door(period, "extend"), given).status_code for _each in range(2)]
    assert answers == [302, 409]
    assert PeriodAct.objects.filter(act="extend").count() == 1


def test_a_period_that_closed_meanwhile_is_not_extended(dora: Client, make_period: Make) -> None:
    period = make_period("closed")
    answer = dora.post(door(period, "extend"), typed(period, confirmed="1"))
    assert answer.status_code == 409
    assert "It can be reopened." in answer.content.decode()


def test_it_is_reopened_at_once_or_later(dora: Client, make_period: Make) -> None:
    for opens, expected in (({}, NOW), ({"opens_on": "2027-04-20", "opens_time": "09:00"}, None)):
        period = make_period("closed")
        dora.post(door(period, "reopen"), typed(period, confirmed="1", **opens))
        period.refresh_from_db()
        assert period.opens_at == (expected or datetime(2027, 4, 20, 7, tzinfo=UTC))
        assert period.closes_at == datetime(2027, 5, 10, 16, tzinfo=UTC)


@pytest.mark.parametrize("act", ["open", "cancel"])
def test_what_needs_no_dates_is_confirmed_too(act: str, dora: Client, make_period: Make) -> None:
    period = make_period("upcoming", **({"public_at": None} if act == "open" else {}))
    given = {"seen": str(period.step), "reason": "No quorum."}
    assert dora.get(door(period, act)).status_code == 200
    assert "Nothing is done yet." in dora.post(door(period, act), given).content.decode()
    assert not PeriodAct.objects.filter(act=act, period=period, by__isnull=False).exists()
    assert dora.post(door(period, act), given | {"confirmed": "1"}).status_code == 302
    assert PeriodAct.objects.get(act=act, period=period).by is not None


@pytest.mark.parametrize(
    ("who", "status"), [("omar", 403), ("chris", 403), ("olga", 403), ("otto", 404), ("nobody", 302)]
)
def test_only_the_head_decides_and_whoever_has_the_desk_reads(
    *, who: str, status: int, cast: SimpleNamespace, sign_in: Callable[..., Client], period: CommentPeriod
) -> None:
    client = sign_in(Client(), getattr(cast, who))
    reads = 200 if status == 403 else status
    assert client.get(page_of(period)).status_code == reads
    assert client.get(reverse("secretariat:periods")).status_code == reads
    assert client.get(door(period, "extend")).status_code == status
    assert client.post(door(period, "extend"), typed(period, confirmed="1")).status_code == status
    assert not PeriodAct.objects.filter(act="extend").exists()


def test_periods_of_another_process_are_not_found(
    dora: Client, make_process: Callable[..., Process], make_round: Callable[..., Round], make_period: Make
) -> None:
    other = make_period(round=make_round(process=make_process("other")))
    assert [dora.get(at).status_code for at in (page_of(other), door(other, "extend"))] == [404, 404]
    assert f'href="{page_of(other)}"' not in dora.get(reverse("secretariat:periods")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_and_pages_stay_within_eight_queries(
    rows: int,
    dora: Client,
    cast: SimpleNamespace,
    make_period: Make,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    period, *_others = [make_period() for _each in range(rows)]
    for number in range(rows):
        actions.extend_period(period, closes_at=period.closes_at + DAY * (number + 1), reason=WHY, by=cast.dora)
    prepared, *_more = [make_period("upcoming", public_at=None) for _each in range(rows)]
    pages = (page_of(period), page_of(prepared), door(period, "extend"), door(prepared, "open"))
    for address in (reverse("secretariat:periods"), *pages):
        with django_assert_max_num_queries(8):
            assert dora.get(address).status_code == 200
    with django_assert_max_num_queries(8):
        assert (
            "Nothing is done yet."
            in dora.post(door(period, "shorten"), typed(period, closes_on="2027-04-20")).content.decode()
        )


def test_a_form_that_was_sent_while_signed_out_waits(
    cast: SimpleNamespace, sign_in: Callable[..., Client], period: CommentPeriod
) -> None:
    client = Client()
    client.post(door(period, "extend"), typed(period, confirmed="1"))
    sign_in(client, cast.dora)
    page = client.get(door(period, "extend")).content.decode()
    assert WHY in page
    assert 'value="2027-05-10"' in page
    assert not PeriodAct.objects.filter(act="extend").exists()

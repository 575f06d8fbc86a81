"""Acts on the dates of a period: what is possible, what is refused, what is kept for good."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from common.refusals import Incomplete, NotAllowed, NotPossible, Overtaken
from consultations.actions import (
    change_period,
    create_period,
    create_process,
    create_round,
    decide,
    open_period,
    open_process,
    open_round,
)
from consultations.enums import Act, PeriodState, Purpose
from consultations.lifecycle import POSSIBLE
from consultations.models import CommentPeriod, PeriodAct, Process, Round
from consultations.queries import history_of, notice_given, stood, was_open
from record.queries import about

Make = Callable[..., CommentPeriod]
NOW = datetime(2027, 4, 14, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
# Where a period stands, by when it is made; and what can be decided there, written out.
STATES = {
    "prepared": {"open"},
    "upcoming": {"reschedule", "extend", "shorten", "cancel"},
    "open": {"extend", "shorten", "cancel"},
    "closed": {"reopen"},
    "cancelled": {"reopen"},
}


@pytest.fixture
def made(make_period: Make, cast: SimpleNamespace) -> Make:
    """A period in a state: ``made("closed")``."""

    def make(state: str) -> CommentPeriod:
        if state == "prepared":
            return make_period("upcoming", at=NOW, public_at=None)
        period = make_period(state if state != "cancelled" else "open", at=NOW)
        if state == "cancelled":
            decide(period, Act.CANCEL, reason="No quorum.", by=cast.dora, at=NOW - DAY)
        return period

    return make


def given_for(act: Act, period: CommentPeriod) -> dict[str, Any]:
    """Dates that suit the act."""
    later = max(period.closes_at, NOW) + 5 * DAY
    dates: dict[Act, dict[str, Any]] = {
        Act.EXTEND: {"closes_at": later},
        Act.SHORTEN: {"closes_at": period.closes_at - DAY},
        Act.REOPEN: {"closes_at": later},
        Act.RESCHEDULE: {"opens_at": period.opens_at + DAY, "closes_at": later},
    }
    return {"reason": "Several delegations asked for it."} | dates.get(act, {})


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", Act)
def test_each_act_is_possible_where_it_makes_sense_and_nowhere_else(
    state: str, act: Act, made: Make, cast: SimpleNamespace
) -> None:
    period = made(state)
    before = (period.opens_at, period.closes_at, period.step, len(history_of(period)))
    if act.value in STATES[state]:
        decided = decide(period, act, by=cast.dora, at=NOW, **given_for(act, period))
        assert (decided.opens_before, decided.closes_before) == before[:2]
        assert (period.opens_at, period.closes_at) == (decided.opens_at, decided.closes_at)
        assert about(period).values_list("verb", flat=True).last() == f"period.{act}"
        assert history_of(period)[-1] == decided
    else:
        with pytest.raises(NotPossible):
            decide(period, act, by=cast.dora, at=NOW, **given_for(act, period))
        period.refresh_from_db()
        assert (period.opens_at, period.closes_at, period.step, len(history_of(period))) == before


def test_what_is_possible_is_written_out_here_too() -> None:
    states = {
        str(state or "prepared"): {act.value for act in POSSIBLE if state in POSSIBLE[act]}
        for state in (None, *PeriodState)
    }
    assert states == STATES


@pytest.mark.parametrize("who", ["ana", "otto", "omar", "chris", "olga", "ines"])
def test_only_the_head_decides(who: str, made: Make, cast: SimpleNamespace) -> None:
    period = made("open")
    with pytest.raises(NotAllowed):
        decide(period, Act.CANCEL, reason="Because.", by=getattr(cast, who), at=NOW)
    assert [act.act for act in history_of(period)] == ["open"]


@pytest.mark.parametrize("act", [each for each in Act if each != Act.OPEN])
@pytest.mark.parametrize("reason", ["", "  \n", "\x00"])
def test_without_a_reason_nothing_is_decided(act: Act, reason: str, made: Make, cast: SimpleNamespace) -> None:
    state = next(state for state, acts in STATES.items() if act.value in acts)
    period = made(state)
    with pytest.raises(Incomplete) as refusal:
        decide(period, act, by=cast.dora, at=NOW, **(given_for(act, period) | {"reason": reason}))
    assert list(refusal.value.fields) == ["reason"]
    assert not period.acts.filter(act=act).exists()


@pytest.mark.parametrize(
    ("state", "act", "dates"),
    [
        ("open", Act.EXTEND, {"closes_at": NOW + 10 * DAY}),  # the present closing
        ("open", Act.EXTEND, {"closes_at": NOW + DAY}),
        ("open", Act.SHORTEN, {"closes_at": NOW}),
        ("open", Act.SHORTEN, {"closes_at": NOW + 11 * DAY}),
        ("upcoming", Act.SHORTEN, {"closes_at": NOW + 5 * DAY}),  # its opening
        ("closed", Act.REOPEN, {"closes_at": NOW}),
        ("closed", Act.REOPEN, {"opens_at": NOW + 2 * DAY, "closes_at": NOW + 2 * DAY}),
        ("upcoming", Act.RESCHEDULE, {"opens_at": NOW - SECOND, "closes_at": NOW + DAY}),
        ("upcoming", Act.RESCHEDULE, {"opens_at": NOW + DAY, "closes_at": NOW + DAY}),
    ],
)
def test_dates_that_cannot_be_are_refused_with_the_field(
    state: str, act: Act, dates: dict[str, Any], made: Make, cast: SimpleNamespace
) -> None:
    period = made(state)
    with pytest.raises(Incomplete) as refusal:
        decide(period, act, reason="So.", by=cast.dora, at=NOW, **dates)
    assert set(refusal.value.fields) <= {"opens_at", "closes_at"}


def test_whoever_saw_other_dates_is_told_and_changes_nothing(made: Make, cast: SimpleNamespace) -> None:
    period = made("open")
    seen = period.step
    decide(period, Act.EXTEND, closes_at=NOW + 15 * DAY, reason="Asked for.", by=cast.dora, at=NOW, seen=seen)
    with pytest.raises(NotPossible, match="meanwhile"):
        decide(period, Act.EXTEND, closes_at=NOW + 40 * DAY, reason="Me too.", by=cast.dora, at=NOW, seen=seen)
    assert period.closes_at == NOW + 15 * DAY


def test_nothing_was_open_before_it_was_announced(round_: Round, cast: SimpleNamespace) -> None:
    dates: dict[str, Any] = {"opens_at": NOW - DAY, "closes_at": NOW + 20 * DAY}
    period = create_period(round_, purpose=Purpose.ANSWERS, title="Call", by=cast.dora, **dates)
    act = open_period(period, by=cast.dora, at=NOW)
    assert (act.opens_before, act.opens_at, period.opens_at) == (NOW - DAY, NOW, NOW)
    assert [was_open(period, at=NOW - SECOND), was_open(period, at=NOW)] == [False, True]
    assert open_period(period, by=cast.dora, at=NOW + DAY) == act


def test_a_period_is_announced_only_in_a_public_round_and_before_it_is_over(
    make_round: Callable[..., Round], cast: SimpleNamespace
) -> None:
    for number, public_at, closes_at in ((7, None, NOW + DAY), (8, NOW, NOW)):
        round_ = make_round(number, public_at=public_at)
        dates: dict[str, Any] = {"opens_at": NOW - DAY, "closes_at": closes_at}
        period = create_period(round_, purpose=Purpose.ANSWERS, title="Call", by=cast.dora, **dates)
        with pytest.raises(NotPossible):
            open_period(period, by=cast.dora, at=NOW)
        assert not period.acts.exists()


def test_history_answers_as_it_was_seen_then(made: Make, cast: SimpleNamespace) -> None:
    """Closed on the 15th, extended only on the 20th: on the 16th it was closed, and it stays true that it was."""
    period = made("open")  # closes ten days from now
    closed_at = period.closes_at
    decide(period, Act.REOPEN, closes_at=NOW + 20 * DAY, reason="Asked for.", by=cast.dora, at=closed_at + 5 * DAY)
    asked = {
        closed_at - SECOND: PeriodState.OPEN,
        closed_at: PeriodState.CLOSED,
        closed_at + DAY: PeriodState.CLOSED,
        closed_at + 5 * DAY: PeriodState.OPEN,
        NOW + 20 * DAY: PeriodState.CLOSED,
    }
    assert {at: stood(period, at=at).state for at in asked} == asked
    assert stood(period, at=closed_at + DAY).act == history_of(period)[0]


def test_notice_given_is_that_of_the_announcement(made: Make, cast: SimpleNamespace) -> None:
    period = made("upcoming")
    announced = history_of(period)[0].at
    dates: dict[str, Any] = {"opens_at": period.opens_at + DAY, "closes_at": period.closes_at + DAY}
    before = notice_given(period)
    decide(period, Act.RESCHEDULE, reason="The room.", by=cast.dora, at=NOW, **dates)
    assert notice_given(period) == before == period.opens_at - DAY - announced


def test_what_was_pointed_out_is_kept_and_forbids_nothing(made: Make, process: Process, cast: SimpleNamespace) -> None:
    Process.objects.filter(pk=process.pk).update(minimum_notice_days=60, calendars=["CH"])
    period = made("open")
    sunday = datetime(2027, 5, 2, 12, tzinfo=UTC)
    act = decide(period, Act.EXTEND, closes_at=sunday, reason="Asked for.", by=cast.dora, at=NOW)
    assert [caution["code"] for caution in act.cautions] == ["short", "closes_on_weekend"]
    assert about(period).values_list("facts__cautions", flat=True).last() == "short,closes_on_weekend"


@pytest.mark.parametrize("statement", ["UPDATE {} SET reason = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_keeps_what_was_decided(statement: str, made: Make) -> None:
    made("open")
    connection.check_constraints()  # or TRUNCATE would be refused for another reason
    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("consultations_periodact"))
    assert PeriodAct.objects.count() == 1


def test_a_prepared_period_is_changed_and_a_public_one_only_in_its_words(round_: Round, cast: SimpleNamespace) -> None:
    dates: dict[str, Any] = {"opens_at": NOW + DAY, "closes_at": NOW + 20 * DAY}
    period = create_period(round_, purpose=Purpose.ANSWERS, title="Call", by=cast.dora, **dates)
    change_period(period, title={"en": "Second call"}, closes_at=NOW + 30 * DAY, seen=0, by=cast.dora)
    with pytest.raises(Overtaken):
        change_period(period, title={"en": "Third call"}, seen=0, by=cast.dora)
    open_period(period, by=cast.dora, at=NOW)
    with pytest.raises(NotPossible, match="an act with a reason"):
        change_period(period, title="Call", closes_at=NOW + 40 * DAY, by=cast.dora)
    change_period(period, title={"en": "Second call", "fr": "Second appel"}, languages=["en", "fr"], by=cast.dora)
    assert (period.title.localize("fr"), period.languages) == ("Second appel", ["en", "fr"])
    assert period.closes_at == NOW + 30 * DAY


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_is_told() -> None:
    process = create_process(slug="wgz", code="WGZ", name="Group", by=None)
    round_ = create_round(process, number=1, title="First", by=None)
    open_process(process, by=None)
    open_round(round_, by=None)
    dates: dict[str, Any] = {"opens_at": NOW + DAY, "closes_at": NOW + 20 * DAY}
    period = create_period(round_, purpose=Purpose.ANSWERS, title="Call", by=None, **dates)
    open_period(period, by=None, at=NOW)

    def extend(days: int) -> str:
        try:
            own = CommentPeriod.objects.select_related("round__process").get(pk=period.pk)
            later = NOW + (20 + days) * DAY
            decide(own, Act.EXTEND, closes_at=later, reason=f"{days}", by=None, at=NOW, seen=period.step)
        except NotPossible:
            return "told"
        finally:
            connection.close()
        return "decided"

    with ThreadPoolExecutor(4) as pool:
        found = sorted(pool.map(extend, (1, 2, 3, 4)))
    assert found == ["decided", "told", "told", "told"]
    assert [act.act for act in history_of(period)] == ["open", "extend"]

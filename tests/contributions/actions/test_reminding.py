"""Reminders are told exactly once, of the dates that hold, to whoever has something to finish or asked for it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.models import CommentPeriod, Round
from contributions import actions
from contributions.enums import State
from contributions.models import Contribution
from following.actions import choose, follow, follow_here, reader_at, reader_of, stop
from following.enums import Pace
from following.models import Item, News
from following.stops import Stop
from notifications.models import Letter
from stakeholders.models import Person

pytestmark = pytest.mark.django_db

Make = Callable[..., Contribution]
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
CLOSES = datetime(2027, 3, 20, 12, tzinfo=UTC)
OPENS = CLOSES - 20 * DAY
WHY = "Several delegations asked for it."
CLOSING, CLOSED = "contributions/period_closing", "contributions/period_closed"


@pytest.fixture
def period(make_period: Callable[..., CommentPeriod]) -> CommentPeriod:
    """Open for twenty days; its followers are reminded seven and two days before it closes."""
    return make_period(opens_at=OPENS, closes_at=CLOSES, announced_at=OPENS, public_at=OPENS - DAY)


@pytest.fixture
def asked(cast: SimpleNamespace, round_: Round) -> None:
    """Otto and Ines follow the round; Otto asked to be reminded."""
    follow(f"round:{round_.pk}", by=cast.otto, reminders=True, at=OPENS)
    follow(f"round:{round_.pk}", by=cast.ines, at=OPENS)


def run(at: datetime) -> None:
    """What the house's clock does again and again."""
    actions.remind(at=at)
    actions.spread_news(at=at)


def runs(start: datetime, step: timedelta, end: datetime) -> Iterator[datetime]:
    while start <= end:
        yield start
        start += step


def told(*families: str) -> list[tuple[str, str, str]]:
    """Who was or will be told what, and at which instant: ``("otto", "closing", "03-13 12:00")``."""
    found = Letter.objects.filter(family__in=families or [CLOSING, CLOSED], called_off_at=None)
    return sorted(
        (each.address.partition("@")[0], each.family.rpartition("_")[2], f"{each.next_attempt_at:%m-%d %H:%M}")
        for each in found
    )


def who(family: str = CLOSING) -> list[str]:
    return [name for name, _family, _at in told(family)]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("step", [7 * MINUTE, HOUR, DAY], ids=["every 7 minutes", "hourly", "daily"])
def test_each_is_told_once_for_any_interval(period: CommentPeriod, step: timedelta) -> None:
    for at in (
        *runs(CLOSES - 7 * DAY - 2 * step, step, CLOSES - 7 * DAY + 3 * step),
        *runs(CLOSES - 2 * DAY - 2 * step, step, CLOSES - 2 * DAY + 3 * step),
        *runs(CLOSES - 2 * step, step, CLOSES + 3 * step),
    ):
        run(at)

    assert who(CLOSING) == ["otto", "otto"]
    assert who(CLOSED) == ["ines", "otto"]
    assert told(CLOSING) == [("otto", "closing", "03-13 12:00"), ("otto", "closing", "03-18 12:00")]


@pytest.mark.usefixtures("asked")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(min_value=-9 * 24 * 60, max_value=9 * 24 * 60), max_size=25, unique=True))
def test_each_is_told_once_whenever_anybody_looks(period: CommentPeriod, minutes: list[int]) -> None:
    News.objects.all().delete()
    Letter.objects.all().delete()
    looked = sorted(minutes)
    for minute in looked:
        run(CLOSES + minute * MINUTE)

    before = [minute for minute in looked if minute < 0]
    # Of each reminder's own days anybody must have looked, and who looked in the last two was told of these.
    early = any(-7 * 24 * 60 <= minute < -2 * 24 * 60 for minute in before)
    late = any(minute >= -2 * 24 * 60 for minute in before)
    after = any(0 <= minute < 7 * 24 * 60 for minute in looked)
    assert who(CLOSING) == ["otto"] * (early + late)
    assert who(CLOSED) == ["ines", "otto"] * after


@pytest.mark.usefixtures("asked")
def test_after_a_stop_of_five_days_only_the_last_reminder_is_told(period: CommentPeriod) -> None:
    run(CLOSES - 7 * DAY - MINUTE)
    for at in runs(CLOSES - 2 * DAY + HOUR, HOUR, CLOSES - DAY):
        run(at)
    assert told(CLOSING) == [("otto", "closing", "03-18 13:00")]


@pytest.mark.usefixtures("asked")
def test_after_a_stop_over_the_closing_nobody_is_told_that_it_will_close(period: CommentPeriod) -> None:
    run(CLOSES - 8 * DAY)
    run(CLOSES + 5 * DAY)
    assert told() == [("ines", "closed", "03-25 12:00"), ("otto", "closed", "03-25 12:00")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("asked")
def test_schedulers_at_once_tell_each_once(period: CommentPeriod, make_draft: Make) -> None:
    make_draft()

    def look(at: datetime) -> None:
        try:
            run(at)
        finally:
            connections.close_all()

    for at in (CLOSES - 7 * DAY, CLOSES - 2 * DAY, CLOSES):
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(look, [at] * 4))
        # Whoever found somebody else at it left it to them, or to the next look.
        look(at)

    assert who(CLOSING) == ["ana", "ana", "otto", "otto"]
    assert who(CLOSED) == ["ana", "ines", "otto"]


@pytest.mark.usefixtures("asked")
def test_obsolete_reminder_of_an_extended_period_is_not_sent_and_the_new_one_comes(
    period: CommentPeriod, cast: SimpleNamespace, make_draft: Make
) -> None:
    make_draft()
    for person in (cast.ana, cast.otto):
        choose(reader_of(person), quiet_from=time(11), quiet_until=time(18))
    run(CLOSES - 2 * DAY)  # falls into the quiet hours: nobody has it yet
    assert len(told(CLOSING)) == 2

    decided = CLOSES - 2 * DAY + HOUR
    actions.extend_period(period, closes_at=CLOSES + 10 * DAY, reason=WHY, by=cast.dora, at=decided)
    assert told(CLOSING) == []
    for at in runs(decided, 6 * HOUR, CLOSES + 10 * DAY):
        run(at)

    assert who(CLOSING) == ["ana", "ana", "otto", "otto"]
    assert {at for _name, _family, at in told(CLOSING)} == {"03-23 18:00", "03-28 18:00"}


@pytest.mark.usefixtures("asked")
def test_reminder_that_nobody_was_told_yet_is_dropped_with_its_dates(
    period: CommentPeriod, cast: SimpleNamespace
) -> None:
    actions.remind(at=CLOSES - 2 * DAY)  # stored, and no worker has spread it
    actions.extend_period(period, closes_at=CLOSES + 10 * DAY, reason=WHY, by=cast.dora, at=CLOSES - 2 * DAY + MINUTE)
    actions.spread_news(at=CLOSES - 2 * DAY + MINUTE)
    assert told(CLOSING) == []


@pytest.mark.usefixtures("asked")
def test_shortened_period_reminds_of_its_new_dates_only(period: CommentPeriod, cast: SimpleNamespace) -> None:
    actions.shorten_period(period, closes_at=CLOSES - 5 * DAY, reason=WHY, by=cast.dora, at=CLOSES - 9 * DAY)
    for at in runs(CLOSES - 9 * DAY, 6 * HOUR, CLOSES + DAY):
        run(at)
    # Seven days before it would close had passed when that was decided: it could mislead.
    assert told(CLOSING) == [("otto", "closing", "03-13 12:00")]
    assert who(CLOSED) == ["ines", "otto"]


@pytest.mark.usefixtures("asked")
def test_cancelled_period_reminds_of_nothing(period: CommentPeriod, cast: SimpleNamespace, make_draft: Make) -> None:
    make_draft()
    choose(reader_of(cast.otto), quiet_from=time(11), quiet_until=time(18))
    run(CLOSES - 7 * DAY)
    actions.cancel_period(period, reason=WHY, by=cast.dora, at=CLOSES - 7 * DAY + HOUR)
    for at in runs(CLOSES - 7 * DAY + HOUR, 6 * HOUR, CLOSES + DAY):
        run(at)
    assert told() == []


@pytest.mark.usefixtures("asked")
def test_reopened_period_reminds_and_closes_again(period: CommentPeriod, cast: SimpleNamespace) -> None:
    run(CLOSES)
    actions.reopen_period(period, closes_at=CLOSES + 8 * DAY, reason=WHY, by=cast.dora, at=CLOSES + 3 * HOUR)
    for at in runs(CLOSES + 3 * HOUR, 6 * HOUR, CLOSES + 9 * DAY):
        run(at)
    assert who(CLOSING) == ["otto", "otto"]
    assert who(CLOSED) == ["ines", "ines", "otto", "otto"]


def test_only_unfinished_work_is_reminded_of(
    period: CommentPeriod, cast: SimpleNamespace, make_draft: Make, make_contribution: Make
) -> None:
    make_draft()
    make_contribution(State.SUBMITTED, by=cast.ben, title="On herons")
    published = make_contribution(by=cast.ines, speaking="myself", title="On eels")
    actions.revise(published, by=cast.ines)
    actions.begin(period, by=None, at=OPENS)  # nobody's in particular

    run(CLOSES - 2 * DAY)
    run(CLOSES)
    assert (who(CLOSING), who(CLOSED)) == (["ana"], ["ana"])


def test_whoever_sent_it_in_between_is_left_in_peace(
    period: CommentPeriod, cast: SimpleNamespace, make_draft: Make
) -> None:
    draft = make_draft()
    run(CLOSES - 7 * DAY)
    Letter.objects.update(sent_at=CLOSES - 7 * DAY)
    actions.submit(draft, by=cast.ana, at=CLOSES - 5 * DAY)
    run(CLOSES - 2 * DAY)
    run(CLOSES)
    assert told() == [("ana", "closing", "03-13 12:00")]


@pytest.mark.parametrize("how", ["sent", "thrown away"])
@pytest.mark.parametrize("has_another", [False, True])
def test_reminder_that_waits_goes_only_while_something_is_unfinished(
    period: CommentPeriod, cast: SimpleNamespace, make_draft: Make, *, how: str, has_another: bool
) -> None:
    choose(reader_of(cast.ana), quiet_from=time(11), quiet_until=time(18))
    draft = make_draft()
    if has_another:
        make_draft(title="And another")
    run(CLOSES - 2 * DAY)
    if how == "sent":
        actions.submit(draft, by=cast.ana, at=CLOSES - 2 * DAY + HOUR)
    else:
        actions.discard(draft, by=cast.ana)
    assert who() == ["ana"] * has_another


@pytest.mark.usefixtures("asked")
def test_follower_who_also_writes_has_one_letter(
    period: CommentPeriod, cast: SimpleNamespace, round_: Round, make_draft: Make
) -> None:
    make_draft()
    make_draft(title="And another")
    for topic in (f"round:{round_.pk}", f"process:{round_.process_id}"):
        follow(topic, by=cast.ana, reminders=True, at=OPENS)
    run(CLOSES - 2 * DAY)
    run(CLOSES)
    assert (who(CLOSING), who(CLOSED)) == (["ana", "otto"], ["ana", "ines", "otto"])


def test_who_wants_to_hear_nothing_of_drafts_does_not_unless_they_asked_as_a_follower(
    period: CommentPeriod, cast: SimpleNamespace, round_: Round, make_draft: Make
) -> None:
    for person in (cast.ana, cast.ines):
        draft = make_draft(by=person, speaking="myself")
        stop(Stop(reader_of(draft.author).pk))
    follow(f"round:{round_.pk}", by=cast.ines, reminders=True, at=OPENS)
    run(CLOSES - 2 * DAY)
    run(CLOSES)
    assert told() == [("ines", "closed", "03-20 12:00"), ("ines", "closing", "03-18 12:00")]


def test_closed_account_is_not_written_to(period: CommentPeriod, cast: SimpleNamespace, make_draft: Make) -> None:
    make_draft()
    Person.objects.filter(pk=cast.ana.pk).update(is_active=False)
    run(CLOSES - 2 * DAY)
    assert told() == []


@pytest.mark.usefixtures("asked")
def test_quiet_hours_keep_reminders_and_the_closing_makes_them_useless(
    period: CommentPeriod, cast: SimpleNamespace, make_draft: Make
) -> None:
    make_draft()
    Person.objects.filter(pk=cast.ana.pk).update(time_zone="Asia/Kathmandu")  # 17:45 there when it is noon
    choose(reader_of(cast.ana), quiet_from=time(17), quiet_until=time(8, 30))
    choose(reader_of(cast.otto), quiet_from=time(11), quiet_until=time(13))
    run(CLOSES - 2 * DAY)

    assert told(CLOSING) == [("ana", "closing", "03-19 02:45"), ("otto", "closing", "03-18 13:00")]
    assert set(Letter.objects.values_list("useless_from", flat=True)) == {CLOSES}


@pytest.mark.parametrize("pace", Pace)
def test_reminder_comes_at_its_time_whatever_the_pace(
    period: CommentPeriod, cast: SimpleNamespace, round_: Round, pace: Pace
) -> None:
    guest = reader_at("guest@example.org", language="ar", time_zone="Africa/Nairobi")
    follow_here(f"round:{round_.pk}", reader=guest, pace=pace, reminders=True, at=OPENS)
    run(CLOSES - 2 * DAY)
    assert told(CLOSING) == [("guest", "closing", "03-18 12:00")]
    assert Item.objects.get().due_at is None


@pytest.mark.usefixtures("asked")
def test_who_followed_only_afterwards_is_told_what_comes_then(
    period: CommentPeriod, cast: SimpleNamespace, round_: Round
) -> None:
    run(CLOSES - 7 * DAY)
    follow(f"round:{round_.pk}", by=cast.pia, reminders=True, at=CLOSES - 6 * DAY)
    run(CLOSES - 6 * DAY)
    run(CLOSES - 2 * DAY)
    assert who(CLOSING) == ["otto", "otto", "pia"]


def test_period_that_nobody_may_see_is_told_to_nobody(
    make_period: Callable[..., CommentPeriod], cast: SimpleNamespace, round_: Round
) -> None:
    hidden: Any = {"opens_at": OPENS, "closes_at": CLOSES, "announced_at": None, "public_at": None}
    make_period(**hidden)
    follow(f"round:{round_.pk}", by=cast.otto, reminders=True, at=OPENS)
    for at in runs(CLOSES - 8 * DAY, 6 * HOUR, CLOSES + DAY):
        run(at)
    assert told() == []

"""What was decided about dates is told, once to each, in the same transaction; and it holds at the door."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from types import SimpleNamespace

import pytest
from django.utils import timezone

from common.moments import written
from common.refusals import Incomplete, NotPossible
from consultations.actions import create_period, decide, open_period
from consultations.enums import PeriodState, Purpose
from consultations.lifecycle import acts_from
from consultations.models import CommentPeriod, ReceivingRules, Round
from consultations.queries import stood
from contributions import actions
from contributions.actions.timing import must_be_the_moment
from contributions.models import Contribution
from following.actions import follow
from following.models import News
from notifications.models import Letter
from record.queries import about

Make = Callable[..., Contribution]
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
WHY = "Several delegations asked for it."


def letters() -> list[tuple[str, str]]:
    """Who was told by which letter, in alphabetical order."""
    actions.spread_news()
    found = Letter.objects.filter(family__endswith="period_decided")
    return sorted(found.values_list("address", "family"))


def test_followers_and_those_who_write_are_told_once_each(
    cast: SimpleNamespace, round_: Round, period: CommentPeriod, make_draft: Make
) -> None:
    make_draft()  # Ana's, who follows the round as well
    actions.begin(period, by=None)  # nobody's in particular
    for person in (cast.ana, cast.ines):
        follow(f"round:{round_.pk}", by=person)

    actions.extend_period(period, closes_at=period.closes_at + 5 * DAY, reason=WHY, by=cast.dora)

    assert letters() == [
        ("ana@example.org", "contributions/period_decided"),
        ("ines@example.org", "consultations/period_decided"),
    ]


def test_the_letter_says_the_new_and_the_old_closing_and_why(
    cast: SimpleNamespace, round_: Round, period: CommentPeriod
) -> None:
    follow(f"round:{round_.pk}", by=cast.ines)
    before = period.closes_at
    act = actions.extend_period(period, closes_at=before + 5 * DAY, reason=WHY, by=cast.dora)
    actions.spread_news()
    letter = Letter.objects.get(address="ines@example.org")
    assert letter.subject_line == f"Extended until {written(act.closes_at)}: Call for contributions (WGX)"
    for said in (
        f"It closes: {written(act.closes_at)}",
        f"Before, it was to close: {written(before)}",
        WHY,
        f"/periods/{period.pk}/",
    ):
        assert said in letter.written()[0]
        assert said.replace("’", "’") in letter.written()[1] or said == WHY


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("act", ["extend", "shorten", "cancel", "reopen", "reschedule", "open"])
def test_each_act_has_its_letter(
    act: str, language: str, cast: SimpleNamespace, round_: Round, make_period: Callable[..., CommentPeriod]
) -> None:
    now = timezone.now()
    cast.ines.language = language
    cast.ines.save()
    follow(f"round:{round_.pk}", by=cast.ines)
    state = {"reopen": "closed", "reschedule": "upcoming"}.get(act, "open")
    period = make_period(state) if act != "open" else make_period("upcoming", public_at=None)
    doors = {
        "open": lambda: open_period(period, by=cast.dora),
        "extend": lambda: actions.extend_period(period, closes_at=now + 60 * DAY, reason=WHY, by=cast.dora),
        "shorten": lambda: actions.shorten_period(period, closes_at=now + DAY, reason=WHY, by=cast.dora),
        "reopen": lambda: actions.reopen_period(period, closes_at=now + 9 * DAY, reason=WHY, by=cast.dora),
        "reschedule": lambda: actions.reschedule_period(
            period, opens_at=now + 9 * DAY, closes_at=now + 30 * DAY, reason=WHY, by=cast.dora
        ),
        "cancel": lambda: actions.cancel_period(period, reason=WHY, by=cast.dora),
    }
    doors[act]()
    actions.spread_news()
    letter = Letter.objects.get(address="ines@example.org")
    assert letter.language == language
    assert (WHY in letter.written()[0]) is (act != "open")
    assert "{" not in letter.written()[0] + letter.subject_line


def test_what_opens_at_once_is_told_by_the_letter_about_its_opening(cast: SimpleNamespace, round_: Round) -> None:
    follow(f"round:{round_.pk}", by=cast.ines)
    now = timezone.now()
    period = create_period(
        round_, purpose=Purpose.ANSWERS, title="Call", opens_at=now, closes_at=now + 20 * DAY, by=cast.dora
    )
    open_period(period, by=cast.dora)
    assert letters() == []
    assert actions.announce_openings() == 1
    actions.spread_news()
    assert Letter.objects.get(address="ines@example.org").family == "contributions/period_opened"


def test_a_reopening_is_not_told_a_second_time_as_an_opening(
    cast: SimpleNamespace, round_: Round, make_period: Callable[..., CommentPeriod]
) -> None:
    follow(f"round:{round_.pk}", by=cast.ines)
    period = make_period("upcoming", announced_at=None)
    actions.cancel_period(period, reason=WHY, by=cast.dora)
    actions.reopen_period(period, closes_at=timezone.now() + 9 * DAY, reason=WHY, by=cast.dora)
    assert actions.announce_openings() == 0
    assert len(letters()) == 2


def test_a_cancelled_period_is_never_told_as_open(
    cast: SimpleNamespace, round_: Round, make_period: Callable[..., CommentPeriod]
) -> None:
    follow(f"round:{round_.pk}", by=cast.ines)
    period = make_period(announced_at=None)
    actions.cancel_period(period, reason=WHY, by=cast.dora)
    actions.announce_openings()
    assert [family for _who, family in letters()] == ["consultations/period_decided"]
    assert not Letter.objects.filter(family="contributions/period_opened").exists()


@pytest.mark.parametrize("is_told", [False, True])
def test_who_has_not_heard_yet_that_it_is_open_hears_only_that_it_is_cancelled(
    cast: SimpleNamespace, round_: Round, make_period: Callable[..., CommentPeriod], *, is_told: bool
) -> None:
    follow(f"round:{round_.pk}", by=cast.ines)
    period = make_period(announced_at=None)
    actions.announce_openings()
    if is_told:
        actions.spread_news()
    actions.cancel_period(period, reason=WHY, by=cast.dora)
    actions.spread_news()
    going = Letter.objects.filter(called_off_at=None).values_list("family", flat=True)
    assert list(going) == ["consultations/period_decided"]


def test_opening_that_was_held_until_it_had_closed_is_told_to_nobody(
    cast: SimpleNamespace, round_: Round, make_period: Callable[..., CommentPeriod]
) -> None:
    follow(f"round:{round_.pk}", by=cast.ines)
    period = make_period(announced_at=None)
    actions.announce_openings()
    actions.spread_news(at=period.closes_at)
    assert letters() == []
    assert not News.objects.to_spread().exists()


@pytest.mark.parametrize(("offset", "is_refused"), [(-SECOND, False), (SECOND * 0, True), (SECOND, True)])
def test_a_draft_from_before_is_taken_until_the_new_closing_and_not_after(
    offset: timedelta, is_refused: bool, cast: SimpleNamespace, period: CommentPeriod, make_draft: Make
) -> None:
    ReceivingRules.objects.create(round=period.round, grace_seconds=0)
    draft = make_draft()
    act = actions.shorten_period(period, closes_at=timezone.now() + DAY, reason=WHY, by=cast.dora)
    draft = Contribution.objects.get(pk=draft.pk)
    at = act.closes_at + offset
    if is_refused:
        with pytest.raises(NotPossible, match="has closed"):
            must_be_the_moment(draft, at=at)
    else:
        must_be_the_moment(draft, at=at)


def test_nothing_is_submitted_to_or_begun_in_a_cancelled_period(
    cast: SimpleNamespace, period: CommentPeriod, make_draft: Make
) -> None:
    draft = make_draft()
    actions.cancel_period(period, reason=WHY, by=cast.dora)
    with pytest.raises(NotPossible, match="was cancelled"):
        actions.submit(Contribution.objects.get(pk=draft.pk), by=cast.ana)
    with pytest.raises(NotPossible):
        actions.begin(CommentPeriod.objects.get(pk=period.pk), by=cast.ana)


@pytest.mark.parametrize("seed", range(8))
def test_no_sequence_of_acts_loses_an_act_a_letter_or_an_entry_or_rewrites_the_past(
    seed: int, cast: SimpleNamespace, round_: Round
) -> None:
    """Whatever is decided, one after the other: everything is kept, and what was seen at an instant stays true."""
    chance, at = Random(seed), datetime(2027, 3, 1, tzinfo=UTC)
    follow(f"round:{round_.pk}", by=cast.ines)
    dates = {"opens_at": at + 3 * DAY, "closes_at": at + 20 * DAY}
    period = create_period(round_, purpose=Purpose.ANSWERS, title="Call", by=cast.dora, **dates)  # type: ignore[arg-type]
    open_period(period, by=cast.dora, at=at)
    seen: dict[datetime, PeriodState | None] = {}
    made = 1
    for _each in range(12):
        at += chance.randrange(1, 240) * timedelta(hours=1)
        seen[at] = stood(period, at=at).state
        assert seen[at] == period.state(at=at)
        act = chance.choice(list(acts_from(seen[at])))
        opens, closes = at + chance.randrange(1, 10) * DAY, at + chance.randrange(1, 40) * DAY
        try:
            decide(period, act, opens_at=opens, closes_at=closes, reason=WHY, by=cast.dora, at=at)
        except Incomplete:
            continue
        made += 1
        seen[at] = stood(period, at=at).state
    assert made > 3
    assert period.acts.count() == made
    assert about(period).filter(facts__has_key="act").count() == made
    actions.spread_news()
    assert Letter.objects.filter(family="consultations/period_decided", person=cast.ines).count() == made
    assert {instant: stood(period, at=instant).state for instant in seen} == seen

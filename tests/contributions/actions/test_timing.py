"""Lanes as they are kept: grace at closing, what comes late, what the record says of it, and that nothing is lost."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from common.refusals import NotAllowed, NotPossible
from consultations.actions import set_receiving
from consultations.models import Round
from contributions import actions
from contributions.enums import Lane, State
from contributions.models import Contribution, Submission, timing_of
from notifications.models import Letter
from record.queries import about

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def rules(cast, round_):
    """Set the rules of the round; its meeting is a hundred days ahead."""

    def set_rules(**given):
        Round.objects.filter(pk=round_.pk).update(meets_on=timezone.now().date() + timedelta(days=100))
        return set_receiving(round_, by=cast.dora, **({"in_time_hours": None} | given))

    return set_rules


def last_facts(contribution):
    return list(about(contribution))[-1].facts


@pytest.mark.parametrize(
    ("after_closing", "grace", "accepted", "used"),
    [
        (-SECOND, 120, True, False),
        (timedelta(), 120, True, True),
        (SECOND, 120, True, True),
        (120 * SECOND - timedelta(microseconds=1), 120, True, True),
        (120 * SECOND, 120, False, False),
        (-SECOND, 0, True, False),
        (timedelta(), 0, False, False),
        (SECOND, 0, False, False),
    ],
)
def test_a_form_from_before_closing_has_the_grace_of_its_round(
    *, make_draft, cast, period, rules, after_closing, grace, accepted, used
):
    rules(grace_seconds=grace)
    draft = make_draft()

    if accepted:
        actions.submit(draft, by=cast.ana, at=period.closes_at + after_closing)
        assert (draft.lane, timing_of(draft.submission).is_grace) == (Lane.IN_TIME, used)
        assert last_facts(draft).get("grace", False) is used
    else:
        with pytest.raises(NotPossible, match="closed"):
            actions.submit(draft, by=cast.ana, at=period.closes_at + after_closing)
        draft.refresh_from_db()
        assert (draft.state, draft.lane) == (State.DRAFT, "")


def test_the_house_s_own_grace_counts_where_the_round_says_nothing(make_draft, cast, period, settings):
    settings.GRACE_SECONDS = 5
    draft = make_draft()

    with pytest.raises(NotPossible, match="closed"):
        actions.submit(draft, by=cast.ana, at=period.closes_at + 5 * SECOND)
    actions.submit(draft, by=cast.ana, at=period.closes_at + 4 * SECOND)

    assert draft.state == State.SUBMITTED


def test_a_draft_begun_after_closing_has_no_grace(make_draft, cast, make_period):
    period = make_period("open")
    draft = make_draft(period=period)
    Contribution.objects.filter(pk=draft.pk).update(began_at=period.closes_at)

    with pytest.raises(NotPossible, match="closed"):
        actions.submit(draft, by=cast.ana, at=period.closes_at + SECOND)


def test_within_the_grace_it_is_measured_as_the_last_instant_before_closing(make_draft, cast, period, round_, rules):
    # The period closes exactly at the limit for being in time, as many calls do.
    rules(in_time_hours=0)
    meets_at = Round.objects.get(pk=round_.pk).meets_at
    hours = 24 * 40
    period.closes_at = meets_at - hours * HOUR
    period.opens_at = timezone.now() - timedelta(days=3)
    period.save()
    rules(in_time_hours=hours)
    draft = make_draft(period=period)

    actions.submit(draft, by=cast.ana, at=period.closes_at + SECOND)

    assert draft.lane == Lane.IN_TIME


@pytest.mark.parametrize(
    ("before_the_meeting", "lane", "for_action"),
    [
        (1080 * HOUR + SECOND, Lane.IN_TIME, True),
        (1080 * HOUR, Lane.DELAYED, False),
        (288 * HOUR + SECOND, Lane.DELAYED, False),
        (288 * HOUR, Lane.NEXT_ROUND, False),
    ],
)
def test_the_lane_is_stored_with_the_rule_it_was_computed_by(
    *, make_draft, cast, period, round_, rules, before_the_meeting, lane, for_action
):
    rules(in_time_hours=1080, delayed_hours=288)
    meets_at = Round.objects.get(pk=round_.pk).meets_at
    period.closes_at = meets_at
    period.save()
    draft = make_draft(period=period)

    submission = actions.submit(draft, by=cast.ana, at=meets_at - before_the_meeting)
    rules(in_time_hours=1, delayed_hours=0)

    draft.refresh_from_db()
    timing = Submission.objects.get(pk=submission.pk).timing
    assert (draft.lane, draft.is_for_action) == (lane, for_action)
    assert (timing.lane, timing.meeting_at, timing.in_time_hours, timing.delayed_hours) == (lane, meets_at, 1080, 288)
    assert last_facts(draft)["lane"] == lane


def test_the_receipt_says_the_lane_and_by_what_it_was_measured(make_draft, cast, rules, period, round_):
    rules(in_time_hours=24 * 95, delayed_hours=0)

    actions.submit(make_draft(), by=cast.ana)

    text = Letter.objects.get(family="contributions/receipt").text
    assert "Lane: in time (in time before" in text


def test_what_is_late_is_refused_or_held_as_the_round_says(make_draft, cast, period, rules):
    rules(accepts_late=False)
    draft = make_draft()
    with pytest.raises(NotPossible, match="closed"):
        actions.submit(draft, by=cast.ana, at=period.closes_at + HOUR)

    rules(accepts_late=True)
    draft = Contribution.objects.get(pk=draft.pk)
    actions.submit(draft, by=cast.ana, at=period.closes_at + HOUR)

    assert (draft.state, draft.lane) == (State.SUBMITTED, Lane.NEXT_ROUND)
    assert last_facts(draft)["late"] is True
    assert "It came too late for this round" in Letter.objects.get(family="contributions/receipt").text


def test_nothing_becomes_late_without_its_author_having_been_told(make_draft, cast, period, rules):
    rules(accepts_late=True)
    draft = make_draft()

    with pytest.raises(NotPossible, match="too late for this round"):
        actions.submit(draft, by=cast.ana, at=period.closes_at + HOUR, told="in_time")
    actions.submit(draft, by=cast.ana, at=period.closes_at + HOUR, told="next_round")

    assert draft.lane == Lane.NEXT_ROUND


def test_what_came_in_time_cannot_be_replaced_by_something_late(make_contribution, cast, rules):
    rules(accepts_late=True)
    contribution = make_contribution(State.SUBMITTED)
    period = contribution.period
    actions.save(contribution, contribution.content | {"statement": "Other words."}, by=cast.ana)

    with pytest.raises(NotPossible, match="in time stays in force"):
        actions.submit(contribution, by=cast.ana, at=period.closes_at + HOUR)

    contribution.refresh_from_db()
    assert (contribution.lane, contribution.submissions.count()) == (Lane.IN_TIME, 1)


def test_something_late_can_be_begun_only_where_the_round_takes_it(make_period, cast, rules):
    closed = make_period("closed")
    with pytest.raises(NotPossible, match="not open"):
        actions.begin(closed, by=cast.ana)

    rules(accepts_late=True)
    closed.refresh_from_db()
    draft, _token = actions.begin(type(closed).objects.get(pk=closed.pk), by=cast.ana)

    assert draft.state == State.DRAFT


def test_what_is_held_is_not_published_in_its_round(make_draft, cast, period, rules):
    rules(accepts_late=True)
    draft = make_draft()
    actions.submit(draft, by=cast.ana, at=period.closes_at + HOUR)

    with pytest.raises(NotPossible, match="held for the next"):
        actions.publish(draft, by=cast.dora)

    draft.refresh_from_db()
    assert (draft.state, draft.symbol) == (State.SUBMITTED, None)


def test_what_the_secretariat_returned_keeps_its_lane(make_contribution, cast, rules, period):
    rules(in_time_hours=24 * 95)
    contribution = make_contribution(State.RETURNED)
    first = timing_of(contribution.submission)
    actions.save(contribution, contribution.content | {"statement": "Mended."}, by=cast.ana)

    actions.submit(contribution, by=cast.ana, at=period.closes_at + 400 * HOUR)

    again = Contribution.objects.get(pk=contribution.pk).submission.timing
    assert (again.lane, again.counts_from) == (Lane.IN_TIME, first.counts_from)


def test_a_revision_after_the_meeting_stays_in_its_round(make_contribution, cast, rules, period, round_):
    rules(in_time_hours=24 * 95)
    contribution = make_contribution(State.PUBLISHED)
    revision, _token = actions.revise(contribution, by=cast.ana)

    actions.submit(revision, by=cast.ana, at=timezone.now() + timedelta(days=200))
    symbol = actions.publish(revision, by=cast.dora)

    assert (revision.lane, symbol.modifier) == (Lane.DELAYED, "Rev.1")


def test_a_period_that_opens_after_the_meeting_has_no_lanes(make_draft, make_period, cast, round_, rules):
    rules(in_time_hours=1080, delayed_hours=288)
    Round.objects.filter(pk=round_.pk).update(meets_on=date(2020, 1, 1))
    draft = make_draft(period=make_period("open", round=Round.objects.get(pk=round_.pk)))

    actions.submit(draft, by=cast.ana)

    assert (draft.lane, timing_of(draft.submission).limits) == (Lane.IN_TIME, None)


@pytest.mark.parametrize("who", ["omar", "chris", "olga", "ana", "otto"])
def test_only_the_head_sets_the_rules(cast, round_, who):
    with pytest.raises(NotAllowed):
        set_receiving(round_, by=getattr(cast, who), in_time_hours=24)


def test_rules_are_on_record_once(cast, round_):
    set_receiving(round_, by=cast.dora, in_time_hours=1080, delayed_hours=288, accepts_late=True)
    set_receiving(round_, by=cast.dora, in_time_hours=1080, delayed_hours=288, accepts_late=True)

    entries = [entry for entry in about(round_) if entry.verb == "round.receiving"]
    assert [entry.facts["in_time_hours"] for entry in entries] == [1080]

"""Is it the moment, and in which lane is what comes now? Read from the clock, the period and the round's rules."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from common.refusals import NotPossible
from consultations.enums import PeriodState
from consultations.models import CommentPeriod, Round, receiving_of
from contributions import lanes
from contributions.enums import Lane, State
from contributions.models import Contribution, Submission, Timing, timing_of, transcript_of
from contributions.queries.receiving import lanes_for, meeting_for

TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Moment:
    """An instant at which a contribution may be sent, and what follows from it.

    ``counts_from`` is what is measured. ``earlier``: the timing that holds on, because the secretariat has returned it.
    A revision stays in the round of what it revises: it is never for the next one.
    """

    counts_from: datetime
    is_grace: bool = False
    is_late: bool = False
    earlier: Timing | None = None
    is_revision: bool = False


def moment_of(contribution: Contribution, *, at: datetime) -> Moment:
    """What it means to send the contribution at the instant ``at``; what was written down counts from when it came.

    Raise ``NotPossible`` unless it may be sent then: before the period opens, once it was cancelled, and after it has
    closed where the round takes nothing late, or where what is in force was in time and would be replaced by something
    late.
    """
    in_force = timing_of(contribution.submission)
    transcript = transcript_of(contribution)
    if transcript is not None:
        at = transcript.received_at
    if contribution.state == State.RETURNED:
        return Moment(contribution.submitted_at or at, earlier=in_force)
    if contribution.stands_beside:
        return Moment(at, is_revision=True)
    period = contribution.period
    state = period.state(at=at)
    if state == PeriodState.OPEN:
        return Moment(at)
    if state == PeriodState.CANCELLED:
        raise NotPossible(_("This comment period was cancelled. Your draft is kept, but it cannot be submitted."))
    if state == PeriodState.UPCOMING:
        raise NotPossible(_("This comment period has not opened yet. Your draft is kept."))
    rules = receiving_of(contribution.round)
    if contribution.began_at < period.closes_at and at < period.closes_at + rules.grace:
        return Moment(period.closes_at - TICK, is_grace=True)
    if not rules.accepts_late:
        raise NotPossible(_("This comment period has closed. Your draft is kept, but it cannot be submitted any more."))
    if contribution.submission_id and not (in_force and in_force.lane == Lane.NEXT_ROUND):
        raise NotPossible(_("This comment period has closed. What you sent in time stays in force."))
    return Moment(at, is_late=True)


def must_be_the_moment(contribution: Contribution, *, at: datetime) -> None:
    """Raise ``NotPossible`` unless the contribution may be submitted at the instant ``at``."""
    moment_of(contribution, at=at)


def takes_late(period: CommentPeriod, round_: Round, *, at: datetime) -> bool:
    """Has the period of this round closed, and does the round take what is late all the same?"""
    has_closed = period.is_public and period.state(at=at) == PeriodState.CLOSED
    return has_closed and receiving_of(round_).accepts_late


def must_not_be_held(contribution: Contribution) -> None:
    """Raise ``NotPossible`` for what came too late for its round: it is published in another one, or not at all."""
    if contribution.lane == Lane.NEXT_ROUND:
        raise NotPossible(
            _("This came too late for its round and is held for the next one; its source decides if it goes there.")
        )


def timing_at(contribution: Contribution, moment: Moment, *, asks_action: bool) -> Timing:
    """The timing of what is sent at this moment, not stored yet and without its submission."""
    if moment.earlier is not None:
        earlier = moment.earlier
        return Timing(
            lane=earlier.lane,
            counts_from=earlier.counts_from,
            meeting_at=earlier.meeting_at,
            in_time_hours=earlier.in_time_hours,
            delayed_hours=earlier.delayed_hours,
            is_grace=earlier.is_grace,
            is_late=earlier.is_late,
            carried_from_id=earlier.carried_from_id,
            asks_action=asks_action,
        )
    rules, meeting_at = lanes_for(contribution.round), meeting_for(contribution.period, contribution.round)
    if meeting_at is None:
        rules = replace(rules, in_time=None)
    lane = Lane.NEXT_ROUND if moment.is_late else lanes.lane_for(moment.counts_from, meeting_at, rules)
    in_force = timing_of(contribution.submission)
    if moment.is_revision and lane == Lane.NEXT_ROUND:
        lane = Lane.DELAYED
    return Timing(
        lane=lane,
        counts_from=moment.counts_from,
        meeting_at=meeting_at,
        in_time_hours=rules.in_time,
        delayed_hours=rules.delayed if rules.in_time is not None else 0,
        is_grace=moment.is_grace,
        is_late=moment.is_late,
        carried_from_id=in_force.carried_from_id if in_force is not None else None,
        asks_action=asks_action,
    )


def must_be_as_told(timing: Timing, told: str) -> None:
    """Raise ``NotPossible`` where it has become too late for the round since its author was ``told`` another lane."""
    if told in (Lane.IN_TIME, Lane.DELAYED) and timing.lane == Lane.NEXT_ROUND:
        raise NotPossible(
            _("While this page was open it became too late for this round. Read what that means before you send it.")
        )


def is_for_action(contribution: Contribution, timing: Timing) -> bool:
    """Is it for action, by what its source asks, its lane and the round's rules?"""
    return lanes.acts(Lane(timing.lane), lanes_for(contribution.round), asked=timing.asks_action)


def asks_the_same(submission: Submission, for_action: bool) -> bool:
    """Does what was sent ask the meeting to act, or not, just as this does?"""
    timing = timing_of(submission)
    return timing is None or timing.asks_action == for_action


def keep(timing: Timing, submission: Submission) -> None:
    """Store the timing with its submission, inside the caller's transaction."""
    timing.submission = submission
    timing.save(force_insert=True)


def facts_of(timing: Timing) -> dict[str, str | bool | int | None]:
    """What the record keeps of it: the lane, the rule by which it was found, and a grace as such."""
    facts: dict[str, str | bool | int | None] = {"lane": str(timing.lane), "in_time_hours": timing.in_time_hours}
    if timing.in_time_hours is not None:
        facts["delayed_hours"] = timing.delayed_hours
    if timing.is_grace:
        facts["grace"] = True
    if timing.is_late:
        facts["late"] = True
    return facts

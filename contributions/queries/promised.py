"""Until when a secretariat has promised to act on what waits, and what is late: for one row, and as a condition."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, TextChoices
from django.utils.translation import pgettext_lazy

from consultations.models import ServiceTimes
from consultations.models.service import due
from contributions.enums import Lane, State
from contributions.models import Contribution
from contributions.models.contribution import WAITS

NEVER = Q(pk=None)
NOT_HELD = ~Q(lane=Lane.NEXT_ROUND)


class Promised(TextChoices):
    """What a service time is about."""

    TAKE_UP = "take_up", pgettext_lazy("service time", "To be taken up")
    ANSWER = "answer", pgettext_lazy("service time", "To be answered")
    PUBLISH = "publish", pgettext_lazy("service time", "To be published, returned or declined")


@dataclass(frozen=True)
class Promise:
    """What is to be done next, until when, and whether that is over."""

    what: Promised
    until: datetime
    is_late: bool


def promise_of(contribution: Contribution, times: ServiceTimes | None, *, at: datetime) -> Promise | None:
    """The promise that ends first for a contribution that waits; None where nothing is promised for it.

    What came too late is held until its author has been asked about the next round: nobody has to hurry with it.
    """
    if times is None or contribution.state not in (State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED):
        return None
    is_held = contribution.lane == Lane.NEXT_ROUND
    sent = None if is_held or contribution.state == State.RETURNED else contribution.submitted_at
    ends = {
        Promised.TAKE_UP: due(sent if contribution.state == State.SUBMITTED else None, times.take_up),
        Promised.ANSWER: due(contribution.answered_at, times.answer),
        Promised.PUBLISH: due(sent, times.publish),
    }
    first = min(((until, what) for what, until in ends.items() if until is not None), default=None)
    return None if first is None else Promise(first[1], first[0], first[0] < at)


def late(all_times: Collection[tuple[Collection[int], ServiceTimes]], *, at: datetime) -> Q:
    """What is late at the instant ``at``; the times of each process come with the ids of its rounds."""
    condition = NEVER
    for rounds, times in all_times:
        condition |= Q(round__in=rounds) & _late(times, at)
    return WAITS & condition


def _late(times: ServiceTimes, at: datetime) -> Q:
    condition = NEVER
    if times.take_up is not None:
        condition |= NOT_HELD & Q(state=State.SUBMITTED, submitted_at__lt=at - timedelta(hours=times.take_up))
    if times.answer is not None:
        condition |= Q(answered_at__lt=at - timedelta(hours=times.answer))
    if times.publish is not None:
        sent = Q(state__in=(State.SUBMITTED, State.UNDER_REVIEW))
        condition |= NOT_HELD & sent & Q(submitted_at__lt=at - timedelta(hours=times.publish))
    return condition

"""Telling other sites what the clock has done: a period opened, closes soon, closed. The clock does it, not this."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from consultations import telling
from consultations.course import Moment
from consultations.models import CommentPeriod
from consultations.queries.moments import concerned, known_since, moments
from webhooks.queries.events import closing_days, told_already

# What is longer ago is not told any more: whoever was away for so long has looked by now.
LOOKED_BACK = timedelta(days=30)
BATCH = 200


def tell_the_clock(*, at: datetime | None = None) -> int:
    """Store what the clock has done by ``at`` and nobody was told of yet; return how many facts.

    Each is told once, however often and however late this runs, with the instant at which it was so. What was
    extended, moved or cancelled in between is told by the dates that hold now.
    """
    at = at or timezone.now()
    days = closing_days()
    periods = concerned(at=at, since=at - LOOKED_BACK, days=days)
    due = {period: _moments(period, at=at, days=days) for period in periods}
    keys = [telling.key_of(period, moment) for period, happened in due.items() for moment in happened]
    told = told_already(keys)
    untold = [
        period.pk
        for period, happened in due.items()
        if any(telling.key_of(period, moment) not in told for moment in happened)
    ]
    return sum(_tell(pk, at=at, days=days) for pk in untold[:BATCH])


@transaction.atomic
def _tell(pk: int, *, at: datetime, days: Collection[int]) -> int:
    """Under the lock under which its dates change, and by what they are now."""
    period = (
        known_since(CommentPeriod.objects.public())
        .select_for_update(of=("self",), skip_locked=True, no_key=True)
        .select_related("round__process")
        .filter(pk=pk)
        .first()
    )
    if period is None:
        return 0
    return sum(telling.moment_passed(period, moment) for moment in _moments(period, at=at, days=days))


def _moments(period: CommentPeriod, *, at: datetime, days: Collection[int]) -> list[Moment]:
    return moments(period, at=at, since=at - LOOKED_BACK, days=days)

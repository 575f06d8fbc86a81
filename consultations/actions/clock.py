"""Telling other sites what the clock has done: a period opened, closes soon, closed. The clock does it, not this."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from consultations import telling
from consultations.course import Moment, Step, passed
from consultations.models import CommentPeriod, PeriodAct, PeriodQuerySet
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
    due = {period: _moments(period, at=at, days=days) for period in _concerned(at, days)}
    keys = [telling.key_of(period, moment) for period, moments in due.items() for moment in moments]
    told = told_already(keys)
    untold = [
        period.pk
        for period, moments in due.items()
        if any(telling.key_of(period, moment) not in told for moment in moments)
    ]
    return sum(_tell(pk, at=at, days=days) for pk in untold[:BATCH])


@transaction.atomic
def _tell(pk: int, *, at: datetime, days: Collection[int]) -> int:
    """Under the lock under which its dates change, and by what they are now."""
    period = (
        _known_since(CommentPeriod.objects.public())
        .select_for_update(of=("self",), skip_locked=True, no_key=True)
        .select_related("round__process")
        .filter(pk=pk)
        .first()
    )
    if period is None:
        return 0
    return sum(telling.moment_passed(period, moment) for moment in _moments(period, at=at, days=days))


def _concerned(at: datetime, days: Collection[int]) -> PeriodQuerySet:
    """Periods of which something may have happened lately."""
    since, soon = at - LOOKED_BACK, at + timedelta(days=max(days, default=0))
    lately = Q(opens_at__gt=since, opens_at__lte=at) | Q(closes_at__gt=since, closes_at__lte=soon, opens_at__lte=at)
    return _known_since(CommentPeriod.objects.public()).filter(lately, cancelled_at=None).order_by("closes_at", "pk")


def _known_since(periods: PeriodQuerySet) -> PeriodQuerySet:
    """With ``known_since``: when the dates were decided that hold now."""
    last = PeriodAct.objects.filter(period=OuterRef("pk")).order_by("-pk").values("at")[:1]
    return periods.annotate(known_since=Coalesce(Subquery(last), "public_at"))


def _moments(period: CommentPeriod, *, at: datetime, days: Collection[int]) -> list[Moment]:
    known: datetime = period.known_since  # type: ignore[attr-defined]  # annotated
    step = Step(known, period.opens_at, period.closes_at, is_cancelled=period.cancelled_at is not None)
    return [moment for moment in passed(step, at=at, closing_days=days) if moment.at > at - LOOKED_BACK]

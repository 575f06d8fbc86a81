"""What the clock has done to public comment periods: which moments have passed, by the dates that hold now."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from consultations.course import Moment, Step, passed
from consultations.models import CommentPeriod, PeriodAct, PeriodQuerySet


def concerned(*, at: datetime, since: datetime, days: Collection[int]) -> PeriodQuerySet:
    """Public periods of which something may have happened after ``since`` and by ``at``, the first to close first.

    ``days``: so many before it closes is a moment, too. Each with ``known_since``, as ``moments`` wants it.
    """
    soon = at + timedelta(days=max(days, default=0))
    lately = Q(opens_at__gt=since, opens_at__lte=at) | Q(closes_at__gt=since, closes_at__lte=soon, opens_at__lte=at)
    return known_since(CommentPeriod.objects.public()).filter(lately, cancelled_at=None).order_by("closes_at", "pk")


def known_since(periods: PeriodQuerySet) -> PeriodQuerySet:
    """With ``known_since``: when the dates were decided that hold now."""
    last = PeriodAct.objects.filter(period=OuterRef("pk")).order_by("-pk").values("at")[:1]
    return periods.annotate(known_since=Coalesce(Subquery(last), "public_at"))


def moments(period: CommentPeriod, *, at: datetime, since: datetime, days: Collection[int]) -> list[Moment]:
    """What happened to a period ``with_known_since`` after ``since`` and by ``at``, in order."""
    known: datetime = period.known_since  # type: ignore[attr-defined]  # annotated
    step = Step(known, period.opens_at, period.closes_at, is_cancelled=period.cancelled_at is not None)
    return [moment for moment in passed(step, at=at, closing_days=days) if moment.at > since]

"""Comment periods with everything that a home page or another portal shows of them, in four queries."""

from datetime import datetime

from consultations.models import CommentPeriod, PeriodQuerySet


def with_surroundings(periods: PeriodQuerySet) -> PeriodQuerySet:
    """Periods with round and process (one query), questions, audience and the process's groups (one each)."""
    return periods.select_related("round__process").prefetch_related("questions", "audience", "round__process__groups")


def open_periods(at: datetime) -> PeriodQuerySet:
    """Those open at the instant ``at``, the soonest to close first."""
    return with_surroundings(CommentPeriod.objects.public().open(at=at)).order_by("closes_at", "pk")


def upcoming_periods(at: datetime) -> PeriodQuerySet:
    """Those that open after the instant ``at``, the soonest first."""
    return with_surroundings(CommentPeriod.objects.public().upcoming(at=at)).order_by("opens_at", "pk")


def closed_periods(at: datetime) -> PeriodQuerySet:
    """Those that have closed by the instant ``at``, the latest first."""
    return with_surroundings(CommentPeriod.objects.public().closed(at=at)).order_by("-closes_at", "-pk")

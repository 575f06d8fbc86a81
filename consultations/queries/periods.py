"""Comment periods with everything that a home page or another portal shows of them, in four queries."""

from datetime import datetime

from django.db.models import OuterRef, Q, Subquery

from consultations.enums import Act, PeriodState
from consultations.models import CommentPeriod, PeriodAct, PeriodQuerySet


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


def nearest(periods: PeriodQuerySet, *, at: datetime, to_close: int, to_open: int) -> list[CommentPeriod]:
    """Of ``periods`` the first so many to close after ``at``, then the first so many to open; in two queries.

    With round, process and audience.
    """
    closing = periods.open(at=at).order_by("closes_at", "pk").values("pk")[:to_close]
    opening = periods.upcoming(at=at).order_by("opens_at", "pk").values("pk")[:to_open]
    found = (
        CommentPeriod.objects.filter(Q(pk__in=closing) | Q(pk__in=opening))
        .select_related("round__process")
        .defer("description", "round__description", "round__process__mandate")
        .prefetch_related("audience")
    )

    def place(period: CommentPeriod) -> tuple[bool, datetime, int]:
        is_to_open = period.opens_at > at
        return is_to_open, period.opens_at if is_to_open else period.closes_at, period.pk

    return sorted(found, key=place)


def decided_by(periods: PeriodQuerySet, *, at: datetime) -> PeriodQuerySet:
    """Those that were announced by the instant ``at``, which is past; on each what the last act by then had said.

    ``said_act``, ``said_opens_at`` and ``said_closes_at``: what was decided later changes nothing about them. See
    ``as_seen`` for one period with all that everybody knew of it.
    """
    last = PeriodAct.objects.filter(period=OuterRef("pk"), at__lte=at).order_by("-pk")
    said = {f"said_{name}": Subquery(last.values(name)[:1]) for name in ("act", "opens_at", "closes_at")}
    return periods.annotate(**said).exclude(Q(said_act=None))


def that_stood(periods: PeriodQuerySet, state: str, *, at: datetime) -> PeriodQuerySet:
    """Those of ``decided_by`` that were in this state at the instant ``at``, by what everybody knew then."""
    is_cancelled = Q(said_act=Act.CANCEL)
    was = {
        PeriodState.OPEN: ~is_cancelled & Q(said_opens_at__lte=at, said_closes_at__gt=at),
        PeriodState.UPCOMING: ~is_cancelled & Q(said_opens_at__gt=at),
        PeriodState.CLOSED: ~is_cancelled & Q(said_closes_at__lte=at),
        PeriodState.CANCELLED: is_cancelled,
    }
    return periods.filter(was[PeriodState(state)])

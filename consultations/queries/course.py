"""What was decided about the dates of a period, and how it stood at an instant. Page, API and letters ask here."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch

from common.together import belonging
from consultations.course import Step, open_spans, standing, state_of
from consultations.enums import Act, PeriodState
from consultations.models import CommentPeriod, PeriodAct

# For ``prefetch_related``: the history of many periods in one query.
ACTS = Prefetch("acts", queryset=PeriodAct.objects.order_by("pk"))


@dataclass(frozen=True)
class Answer:
    """How a period stood at ``at``: where, and by which act (None: nothing had been announced by then)."""

    at: datetime
    state: PeriodState | None
    act: PeriodAct | None

    @property
    def is_open(self) -> bool:
        return self.state == PeriodState.OPEN


def history_of(period: CommentPeriod) -> list[PeriodAct]:
    """Every act, in the order of time. No query where ``ACTS`` was prefetched."""
    return list(belonging(period, "acts"))


def stood(period: CommentPeriod, *, at: datetime) -> Answer:
    """How the period stood at ``at``, by what had been decided *by then*; what came later changes nothing about it."""
    acts = history_of(period)
    step = standing([act.as_step for act in acts], at=at)
    if step is None:
        return Answer(at, None, None)
    decided = [act for act in acts if act.at <= at]
    return Answer(at, PeriodState(state_of(step, at=at)), decided[-1])


def was_open(period: CommentPeriod, *, at: datetime) -> bool:
    """Was it open at ``at``, as everybody could see then?"""
    return stood(period, at=at).is_open


def opened_from_to(period: CommentPeriod) -> list[tuple[datetime, datetime]]:
    """When it was open, and will be if nothing more is decided."""
    return [(span.start, span.end) for span in open_spans(_steps(period))]


def as_seen(period: CommentPeriod, *, at: datetime, now: datetime) -> CommentPeriod | None:
    """The period with the dates and the history that it had at ``at``; None where it had not been announced by then.

    For what is still to come, and for one that is being prepared, the dates are those of ``now``: nothing else can be
    known. What is returned is for looking at only, never to be saved.
    """
    if period.public_at is None or at >= now:
        return period
    acts = [act for act in history_of(period) if act.at <= at]
    if not acts:
        return None
    seen, last = copy(period), acts[-1]
    seen.opens_at, seen.closes_at = last.opens_at, last.closes_at
    seen.cancelled_at = last.at if last.act == Act.CANCEL else None
    cached = getattr(period, "_prefetched_objects_cache", {})
    seen._prefetched_objects_cache = cached | {"acts": acts}  # type: ignore[attr-defined]  # Django's own
    return seen


def notice_given(period: CommentPeriod) -> timedelta | None:
    """How long before its opening it was announced; None where it was not. Later acts change nothing about it."""
    announced = next((act for act in history_of(period) if act.act == Act.OPEN), None)
    return None if announced is None else max(announced.opens_at - announced.at, timedelta())


def _steps(period: CommentPeriod) -> list[Step]:
    return [act.as_step for act in history_of(period)]

"""Changing the dates of a comment period that is public: one verb each, told to followers and to those who write in it.

What is possible when, what is refused and what is kept is ``consultations.actions.decide``'s; here it is told.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from consultations.actions import decide
from consultations.enums import Act
from consultations.models import CommentPeriod, PeriodAct
from contributions import notices

if TYPE_CHECKING:
    from stakeholders.models import Person


def reschedule_period(
    period: CommentPeriod,
    *,
    opens_at: datetime,
    closes_at: datetime,
    reason: str,
    by: "Person | None",
    seen: int | None = None,
    at: datetime | None = None,
) -> PeriodAct:
    """Give a period that has not opened yet other dates."""
    return decide(
        period,
        Act.RESCHEDULE,
        opens_at=opens_at,
        closes_at=closes_at,
        reason=reason,
        by=by,
        seen=seen,
        at=at,
        tell=notices.period_decided,
    )


def extend_period(
    period: CommentPeriod,
    *,
    closes_at: datetime,
    reason: str,
    by: "Person | None",
    seen: int | None = None,
    at: datetime | None = None,
) -> PeriodAct:
    """Let it close later than was said."""
    return decide(
        period, Act.EXTEND, closes_at=closes_at, reason=reason, by=by, seen=seen, at=at, tell=notices.period_decided
    )


def shorten_period(
    period: CommentPeriod,
    *,
    closes_at: datetime,
    reason: str,
    by: "Person | None",
    seen: int | None = None,
    at: datetime | None = None,
) -> PeriodAct:
    """Let it close earlier than was said, at an instant that is still to come."""
    return decide(
        period, Act.SHORTEN, closes_at=closes_at, reason=reason, by=by, seen=seen, at=at, tell=notices.period_decided
    )


def reopen_period(
    period: CommentPeriod,
    *,
    closes_at: datetime,
    reason: str,
    by: "Person | None",
    opens_at: datetime | None = None,
    seen: int | None = None,
    at: datetime | None = None,
) -> PeriodAct:
    """Open it once more after it has closed or was cancelled: at once, or at ``opens_at``.

    It stays true that it was closed in between.
    """
    return decide(
        period,
        Act.REOPEN,
        opens_at=opens_at,
        closes_at=closes_at,
        reason=reason,
        by=by,
        seen=seen,
        at=at,
        tell=notices.period_decided,
    )


def cancel_period(
    period: CommentPeriod, *, reason: str, by: "Person | None", seen: int | None = None, at: datetime | None = None
) -> PeriodAct:
    """Ask no more for contributions. Drafts stay with those who wrote them; what came in goes its way."""
    return decide(period, Act.CANCEL, reason=reason, by=by, seen=seen, at=at, tell=notices.period_decided)

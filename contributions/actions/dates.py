"""Changing the dates of a comment period that is public: one verb each, told to followers and to those who write in it.

What is possible when, what is refused and what is kept is ``consultations.actions.decide``'s; here it is told.
"""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Required, TypedDict, Unpack

from consultations.actions import decide
from consultations.enums import Act
from consultations.models import CommentPeriod, PeriodAct
from contributions import notices

if TYPE_CHECKING:
    from stakeholders.models import Person


_decide = partial(decide, tell=notices.period_decided)


class Deciding(TypedDict, total=False):
    """What each of these verbs takes besides its dates, and hands on to ``decide``."""

    reason: Required[str]
    by: Required["Person | None"]
    seen: int | None
    at: datetime | None


def reschedule_period(
    period: CommentPeriod, *, opens_at: datetime, closes_at: datetime, **deciding: Unpack[Deciding]
) -> PeriodAct:
    """Give a period that has not opened yet other dates."""
    return _decide(period, Act.RESCHEDULE, opens_at=opens_at, closes_at=closes_at, **deciding)


def extend_period(period: CommentPeriod, *, closes_at: datetime, **deciding: Unpack[Deciding]) -> PeriodAct:
    """Let it close later than was said."""
    return _decide(period, Act.EXTEND, closes_at=closes_at, **deciding)


def shorten_period(period: CommentPeriod, *, closes_at: datetime, **deciding: Unpack[Deciding]) -> PeriodAct:
    """Let it close earlier than was said, at an instant that is still to come."""
    return _decide(period, Act.SHORTEN, closes_at=closes_at, **deciding)


def reopen_period(
    period: CommentPeriod, *, closes_at: datetime, opens_at: datetime | None = None, **deciding: Unpack[Deciding]
) -> PeriodAct:
    """Open it once more after it has closed or was cancelled: at once, or at ``opens_at``.

    It stays true that it was closed in between.
    """
    return _decide(period, Act.REOPEN, opens_at=opens_at, closes_at=closes_at, **deciding)


def cancel_period(period: CommentPeriod, **deciding: Unpack[Deciding]) -> PeriodAct:
    """Ask no more for contributions. Drafts stay with those who wrote them; what came in goes its way."""
    return _decide(period, Act.CANCEL, **deciding)

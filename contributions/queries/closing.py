"""When a round has heard everybody it asked: its comment periods have closed, and the grace is over."""

from datetime import datetime

from consultations.models import CommentPeriod, Round
from consultations.models.receiving import receiving_of
from contributions.models import PublicFigures


def closing_of(round_: Round, *, at: datetime) -> datetime | None:
    """The instant at which the last public period of a round closed; None while one is open or to come, or without any.

    A form that was on its way at the closing still counts for a short grace: until that is over it is None, too.
    """
    standing = CommentPeriod.objects.public().standing(at=at).filter(round=round_)
    last = max(standing.values_list("closes_at", flat=True), default=None)
    return last if last is not None and last + receiving_of(round_).grace <= at else None


def figures_of(round_: Round, *, at: datetime) -> PublicFigures | None:
    """What was published of the round at its closing; None while it has not closed, or nothing is made yet."""
    closed_at = closing_of(round_, at=at)
    return PublicFigures.objects.filter(round=round_, closed_at=closed_at).first() if closed_at else None

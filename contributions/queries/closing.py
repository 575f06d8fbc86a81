"""When a round has heard everybody it asked: its comment periods have closed, and the grace is over."""

from datetime import datetime

from consultations.models import CommentPeriod, Round
from consultations.models.receiving import receiving_of
from contributions.models import PublicFigures


def closing_of(round_: Round, *, at: datetime) -> datetime | None:
    """The instant at which the last public period of a round closed; None while one is open or to come, or without any.

    A form that was on its way at the closing still counts for a short grace: until that is over it is None, too.
    """
    public = CommentPeriod.objects.public().filter(round=round_)
    dates = [each.closes_at for each in public if each.cancelled_at is None or each.cancelled_at > at]
    if not dates:
        return None
    last = max(dates)
    return last if last + receiving_of(round_).grace <= at else None


def figures_of(round_: Round, *, at: datetime) -> PublicFigures | None:
    """What was published of the round at its closing; None while it has not closed, or nothing is made yet."""
    closed_at = closing_of(round_, at=at)
    return PublicFigures.objects.filter(round=round_, closed_at=closed_at).first() if closed_at else None

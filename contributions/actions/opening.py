"""Telling followers that a period has opened; the clock opens it, not this."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from common.stamps import bump
from consultations.models import CommentPeriod
from contributions import notices
from record.actions import enter

BATCH = 100


def announce_openings(*, at: datetime | None = None) -> int:
    """Store the letters for every period that is open and not announced; return how many periods.

    Each opening is told once, however often and however late this runs. One that closed or was cancelled before
    anybody was told is marked and not announced: a letter would only mislead. A reopening is told by the act itself.
    """
    at = at or timezone.now()
    due = (
        CommentPeriod.objects.public().filter(opens_at__lte=at, announced_at=None).values_list("pk", flat=True)[:BATCH]
    )
    return sum(_announce(pk, at=at) for pk in due)


@transaction.atomic
def _announce(pk: int, *, at: datetime) -> bool:
    # Whoever publishes in it holds the record and looks at its key as they finish: that must not wait for us.
    period = (
        CommentPeriod.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
        .select_related("round__process")
        .filter(pk=pk, announced_at=None)
        .first()
    )
    if period is None:
        return False
    CommentPeriod.objects.filter(pk=pk).update(announced_at=at)
    if period.is_open(at=at):
        notices.period_opened(period)
    enter("period.announce", subject=period, by=None, late=at - period.opens_at > timedelta(hours=1))
    bump("public")
    return True

"""The figures of all rounds that have closed, as they were published."""

from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from consultations.models import CommentPeriod
from contributions.models import PublicFigures


def figures_of_all(*, at: datetime) -> "QuerySet[PublicFigures]":
    """Those of each public round at its last closing, with round and process; none where a period is open again."""
    standing = CommentPeriod.objects.public().standing(at=at).filter(round=OuterRef("round"))
    last = Subquery(standing.order_by("-closes_at").values("closes_at")[:1])
    found = PublicFigures.objects.filter(closed_at=last, closed_at__lte=at)
    return found.filter(round__public_at__isnull=False, round__process__public_at__isnull=False).select_related(
        "round__process"
    )

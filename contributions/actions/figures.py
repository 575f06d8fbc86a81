"""Publishing who was heard in a round, once, when its comment periods have closed."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from common.stamps import bump
from consultations.models import CommentPeriod, Round
from contributions.content import digest
from contributions.figures.participation import publishable
from contributions.models import PublicFigures
from contributions.queries.closing import closing_of, figures_of
from contributions.queries.participation import counted_anew
from record.actions import enter

log = logging.getLogger(__name__)

BATCH = 20


def publish_figures(*, at: datetime | None = None) -> int:
    """Publish the figures of every round that has closed and has none for that closing; return how many rounds.

    Twice, or at once, does no harm. What is opened by the clock does not wait for this: see ``figures_at``.
    """
    at = at or timezone.now()
    standing = CommentPeriod.objects.public().standing(at=at)
    last = standing.filter(round=OuterRef("pk")).order_by("-closes_at").values("closes_at")[:1]
    closed = Round.objects.public().annotate(last=Subquery(last)).filter(last__lte=at)
    made = PublicFigures.objects.filter(round=OuterRef("pk"), closed_at=OuterRef("last"))
    due = closed.exclude(Exists(made)).select_related("process", "receiving").order_by("last", "pk")[:BATCH]
    return sum(figures_at(round_, at=at) is not None for round_ in due)


def figures_at(round_: Round, *, at: datetime) -> PublicFigures | None:
    """The public figures of a round at the instant ``at``: those of its closing, made now if nobody has made them.

    None while a period is open or to come. They never change afterwards.
    """
    if found := figures_of(round_, at=at):
        return found
    closed_at = closing_of(round_, at=at)
    if closed_at is None:
        return None
    with transaction.atomic():
        figures = publishable(counted_anew(round_))
        made, is_new = PublicFigures.objects.get_or_create(
            round=round_,
            closed_at=closed_at,
            defaults={"made_at": at, "figures": figures, "digest": digest(figures)},
        )
        if is_new:
            enter("round.publish_figures", subject=round_, by=None, digest=made.digest, closed_at=closed_at.isoformat())
            bump("public")
    return made

"""Comment periods: openings, and what was decided about their dates."""

from typing import Any

from django.db.models import Q
from django.urls import reverse

from consultations import notices as consultations_notices
from consultations.models import CommentPeriod, Follow, PeriodAct
from consultations.notices import about_act
from contributions.enums import State
from contributions.models import (
    Contribution,
)
from notifications.actions import queue_many
from stakeholders.models import Person

from .addressing import absolute, followers

PERIOD_OPENED = "contributions/period_opened"


def period_opened(period: CommentPeriod) -> None:
    """To everyone who follows the round: that a comment period is open, until when and for what."""
    queue_many(
        PERIOD_OPENED,
        to=followers(period.round_id),
        context=about_opening(period),
        key=f"period-opened:{period.pk}",
        subject=period,
    )


def about_opening(period: CommentPeriod) -> dict[str, Any]:
    """What the letter about its opening says of a period."""
    process = period.round.process
    return {
        "period": period,
        "round": period.round,
        "process": process,
        "url": absolute(reverse("web:period", args=[process.slug, period.round.number, period.pk])),
    }


def period_decided(act: PeriodAct) -> None:
    """To whoever has a draft in the period, and to everyone who follows the round: what was decided about its dates.

    Those with a draft are told also where they follow nothing, for their work is at stake. Each has one letter.
    """
    writing = _writing_in(act.period)
    queue_many(
        "contributions/period_decided",
        to=Person.objects.filter(writing, is_active=True).order_by("pk"),
        context=about_act(act),
        key=f"period-act:{act.pk}:draft",
        subject=act.period,
    )
    consultations_notices.period_decided(act, but=writing)


def how_many_are_told(period: CommentPeriod) -> int:
    """How many people get a letter when something is decided about the dates of the period."""
    following = Q(pk__in=Follow.objects.filter(round=period.round_id).values("person"))
    return Person.objects.filter(following | _writing_in(period), is_active=True).count()


def _writing_in(period: CommentPeriod) -> Q:
    """Whoever has a draft in the period. A revision can be sent at any time, so no closing touches it."""
    drafts = Contribution.objects.filter(period=period, state=State.DRAFT, revises=None)
    # Drafts of nobody in particular aside: NOT IN a list with NULL in it would be true of no one.
    return Q(pk__in=drafts.exclude(author=None).values("author"))

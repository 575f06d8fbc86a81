"""What every page of a draft shows around its own matter: steps, time left, the private address."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import NotPossible
from consultations.enums import PeriodState, Purpose
from contributions.actions.timing import moment_of, must_be_the_moment, timing_at
from contributions.enums import State
from contributions.models import Contribution, Timing, timing_of

from .access import Draft

Crumbs = list[tuple[str, str]]


def draft_context(draft: Draft, *, current: str, **more: Any) -> dict[str, Any]:
    """The context of the step ``current``. ``too_late`` says why this cannot be submitted now; "" if it can."""
    contribution = draft.contribution
    now = timezone.now()
    return {
        "draft": draft,
        "draft_key": draft.key,
        "contribution": contribution,
        "period": contribution.period,
        "process": contribution.period.round.process,
        "steps_shown": steps_of(draft),
        "current_step": current,
        "too_late": too_late(contribution, at=now),
        "foreseen": foreseen(contribution, at=now),
        "has_deadline": contribution.state != State.RETURNED and not contribution.stands_beside,
        "now": now,
        "private_address": settings.SITE_URL + draft.url("draft") if draft.is_unclaimed else "",
        "crumbs": crumbs_of(contribution, (_("Your contribution"), "")),
        **more,
    }


def steps_of(draft: Draft) -> list[tuple[str, str, str]]:
    """The steps with their addresses; they can be walked in any order. Changes only where a text is meant."""
    changes = [("changes", _("Changes to the text"), draft.url("draft_changes"))] if is_about_a_text(draft) else []
    return [
        ("who", _("Who speaks"), draft.url("draft_who")),
        ("what", _("What you say"), draft.url("draft_what")),
        *changes,
        ("preview", _("Preview and submit"), draft.url("draft_preview")),
    ]


def is_about_a_text(draft: Draft) -> bool:
    """Was the draft begun on a text, or in a period that asks for changes to one?"""
    contribution = draft.contribution
    return bool(contribution.content.get("amends")) or contribution.period.purpose == Purpose.TRACKED_CHANGES


def too_late(contribution: Contribution, *, at: datetime) -> str:
    """Why it cannot be submitted at the instant ``at``, or ""."""
    try:
        must_be_the_moment(contribution, at=at)
    except NotPossible as refusal:
        return str(refusal.sentence)
    return ""


def foreseen(contribution: Contribution, *, at: datetime) -> Timing | None:
    """How it would be timed if it were sent at the instant ``at``; None where it cannot be."""
    try:
        moment = moment_of(contribution, at=at)
    except NotPossible:
        return None
    asked = timing_of(contribution.submission)
    return timing_at(contribution, moment, asks_action=asked is None or asked.asks_action)


def crumbs_of(contribution: Contribution, *more: tuple[str, str]) -> Crumbs:
    """The way from the first page to the period, and on."""
    period, round_ = contribution.period, contribution.period.round
    process = round_.process
    return [
        (process.code, reverse("web:process", args=[process.slug])),
        (round_.wording.text, reverse("web:round", args=[process.slug, round_.number])),
        (period.wording.text, reverse("web:period", args=[process.slug, round_.number, period.pk])),
        *more,
    ]


def is_closed(contribution: Contribution, *, at: datetime) -> bool:
    """Has its period closed, or was it cancelled?"""
    return contribution.period.state(at=at) in (PeriodState.CLOSED, PeriodState.CANCELLED)

"""What other sites' programs are told of contributions. Called inside the transaction of the fact, as letters are.

Where a paper is to be found, and nothing of what it says or who says it: both can be taken back, and what was told
cannot.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse

from consultations.telling import told_in
from contributions.models import Contribution
from webhooks.actions import tell
from webhooks.enums import Kind


def published(contribution: Contribution) -> None:
    """That it is out: by itself, or in the place of what it revises."""
    is_revision = contribution.revises_id is not None
    beside = {"revises": contribution.revises, "modifies": contribution.modifies}
    _tell(
        contribution,
        Kind.CONTRIBUTION_REVISED if is_revision else Kind.CONTRIBUTION_PUBLISHED,
        **{name: _place(other) for name, other in beside.items() if other is not None},
    )


def withdrawn(contribution: Contribution) -> None:
    """That it was withdrawn, of what was public: its page says so, and nothing else any more."""
    if contribution.published_at is not None:
        _tell(contribution, Kind.CONTRIBUTION_WITHDRAWN)


def _tell(contribution: Contribution, kind: Kind, **more: Any) -> None:
    round_ = contribution.round
    tell(
        kind,
        subject=f"contribution:{_first(contribution).pk}",
        process=round_.process.slug,
        payload=_place(contribution)
        | {"comment_period": contribution.period_id, "process": round_.process.slug, "round": round_.number}
        | more,
        key=f"{kind}:{contribution.pk}",
        to=told_in(round_.process_id),
        at=contribution.moved_at,
    )


def _first(contribution: Contribution) -> Contribution:
    """What all its revisions, additions and corrections go back to: they are told in their order."""
    while contribution.original is not None:
        contribution = contribution.original
    return contribution


def _place(contribution: Contribution) -> dict[str, Any]:
    symbol = contribution.symbol
    page = reverse("web:document", args=[contribution.round.process.slug, symbol.text]) if symbol else ""
    return {
        "contribution": contribution.pk,
        "symbol": symbol.text if symbol else "",
        "url": settings.SITE_URL + reverse("api:contribution-detail", args=[contribution.pk]),
        "page": settings.SITE_URL + page,
    }

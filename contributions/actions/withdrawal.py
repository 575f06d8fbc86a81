"""Taking back what was sent. A symbol that was given stays, with a page that says so."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from common.stamps import bump
from contributions import notices, telling
from contributions.enums import Move
from contributions.models import Contribution

from .moving import check, lock, move, must_be_what_was_read

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def withdraw(
    contribution: Contribution,
    *,
    by: "Person",
    reason: str = "",
    seen: int | None = None,
    heard: int | None = None,
) -> None:
    """Withdraw a contribution at its source's wish; ``reason`` is optional and public.

    Raise ``NotPossible`` where something else is in force or was said than was read (``seen``, ``heard``).
    """
    current = lock(contribution)
    check(current, Move.WITHDRAW, by=by, reason=reason)
    must_be_what_was_read(current, seen, heard)
    was_public = current.published_at is not None
    at = timezone.now()
    told: dict[str, Any] = {"shown_at": at} if was_public else {}
    move(current, Move.WITHDRAW, by=by, reason=reason, ground=reason.strip(), closed_at=at, search=None, **told)
    notices.withdrawn(current, by=by, reason=reason.strip())
    telling.withdrawn(current)
    if was_public:
        bump("public")
    contribution.refresh_from_db()

"""Taking back what was sent. A symbol that was given stays, with a page that says so."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from common.stamps import bump
from contributions import notices
from contributions.enums import Move
from contributions.models import Contribution

from .moving import lock, move

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def withdraw(contribution: Contribution, *, by: "Person", reason: str = "") -> None:
    """Withdraw a contribution at its source's wish; ``reason`` is optional and public."""
    current = lock(contribution)
    was_public = current.published_at is not None
    move(current, Move.WITHDRAW, by=by, reason=reason, ground=reason.strip(), closed_at=timezone.now(), search=None)
    notices.withdrawn(current)
    if was_public:
        bump("public")
    contribution.refresh_from_db()

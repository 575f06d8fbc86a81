"""Handing turns to the workers through the broker. A broker that is down costs time, never a delivery."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from common.handing_over import hand_over
from webhooks.lifecycle import HANDOVER_TIMEOUT, MOST_HANDED_OVER
from webhooks.models import Endpoint
from webhooks.queries.due import due_endpoints


def hand_over_due(*, at: datetime | None = None, only: Collection[int] | None = None) -> int:
    """Start a turn of every endpoint (of ``only``) that has something to be told now; return how many were started.

    Never raises for the broker's sake. Sweepers that run at once take different endpoints.
    """
    at = at or timezone.now()
    taken = _take_due(at, only)
    for done, endpoint_id in enumerate(taken):
        if not _start(endpoint_id):
            # The broker is down: the rest would only wait for it, too.
            Endpoint.objects.filter(pk__in=taken[done:]).update(handed_over_at=None)
            return done
    return len(taken)


def start_after_commit(endpoints: Collection[int]) -> None:
    """Start their turns once the present transaction is committed."""
    if endpoints:
        transaction.on_commit(lambda: hand_over_due(only=endpoints))


def _take_due(at: datetime, only: Collection[int] | None) -> list[int]:
    lost = Q(handed_over_at=None) | Q(handed_over_at__lte=at - HANDOVER_TIMEOUT)
    lost |= Q(handed_over_at__gt=at + HANDOVER_TIMEOUT)
    with transaction.atomic():
        due = due_endpoints(at=at).filter(lost)
        if only is not None:
            due = due.filter(pk__in=only)
        # Whose turn is longest ago comes first.
        waiting = due.order_by("claimed_at", "pk").select_for_update(skip_locked=True, no_key=True)
        taken = list(waiting.values_list("pk", flat=True)[:MOST_HANDED_OVER])
        Endpoint.objects.filter(pk__in=taken).update(handed_over_at=at)
    return taken


def _start(endpoint_id: int) -> bool:
    return hand_over("webhooks.tasks.take_turn", endpoint_id=endpoint_id)

"""Handing letters to the workers through the broker. A broker that is down costs time, never a letter."""

import logging
from datetime import datetime
from uuid import UUID

from celery import current_app
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from notifications.enums import Priority
from notifications.lifecycle import HANDOVER_TIMEOUT, MOST_HANDED_OVER
from notifications.models import Letter

logger = logging.getLogger(__name__)

# One more try, at once: whoever clicked is waiting, and the sweeper comes every 20 seconds.
IMPATIENT = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1}


def hand_over_due(*, at: datetime | None = None, most: int = MOST_HANDED_OVER) -> int:
    """Start delivery of due letters, the urgent first, and return how many were handed over.

    At most ``most`` letters lie with the broker unbegun. Sweepers that run at once take different letters.
    """
    at = at or timezone.now()
    taken = _take_due(at, most)
    for done, (letter_id, priority) in enumerate(taken):
        if not start(letter_id, priority=priority):
            # The broker is down: the rest would only wait for it, too.
            _take_back([pk for pk, _ in taken[done:]])
            return done
    return len(taken)


def start(letter_id: UUID, *, priority: int) -> bool:
    """Put one stored letter on the workers' list; say whether the broker took it, and never raise.

    A letter that it did not take is due again at once for the sweeper.
    """
    if _call("notifications.tasks.deliver", priority=priority, letter_id=str(letter_id)):
        return True
    _take_back([letter_id])
    return False


def start_sweep() -> bool:
    """Ask for a sweep now instead of at the next beat; say whether the broker took it, and never raise."""
    return _call("notifications.tasks.sweep", priority=Priority.NORMAL)


def _call(task: str, *, priority: int, **kwargs: str) -> bool:
    try:
        # By name: tasks are this app's entrance and import the actions.
        current_app.tasks[task].apply_async(kwargs=kwargs, priority=priority, retry_policy=IMPATIENT)
    except Exception as error:  # noqa: BLE001  # the act that wrote the letter has happened, broker or not
        logger.warning("The broker did not take %s %s: %s", task, kwargs, error)
        return False
    return True


def _take_back(letter_ids: list[UUID]) -> None:
    Letter.objects.filter(pk__in=letter_ids).update(handed_over_at=None)


def _take_due(at: datetime, most: int) -> list[tuple[UUID, int]]:
    lost = Q(handed_over_at=None) | Q(handed_over_at__lte=at - HANDOVER_TIMEOUT)
    with transaction.atomic():
        room = most - Letter.objects.waiting(at=at).filter(~lost).count()
        if room <= 0:
            return []
        due = Letter.objects.due(at=at).filter(lost).order_by("priority", "next_attempt_at")
        taken = list(due.select_for_update(skip_locked=True).values_list("pk", "priority")[:room])
        Letter.objects.filter(pk__in=[pk for pk, _ in taken]).update(handed_over_at=at)
    return taken

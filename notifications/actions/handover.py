"""Handing letters to the workers through the broker. A broker that is down costs time, never a letter."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from common.handing_over import hand_over
from notifications.actions import pacing
from notifications.enums import Priority
from notifications.lifecycle import HANDOVER_TIMEOUT, MOST_AT_ONCE, MOST_RUNS
from notifications.models import Letter

# A run or a sweep that nobody began in so many seconds is forgotten: the clock has asked for newer ones.
EXPIRES = 60
A_DAY = 86_400


def hand_over_due(*, at: datetime | None = None) -> int:
    """Start delivery of what is due, and return how many tasks the broker took.

    A letter that somebody waits for has a task of its own, once in two minutes. For the rest there are as many runs
    as there are letters for, and no more at work than ``MOST_RUNS``.
    """
    at = at or timezone.now()
    urgent = _take_urgent(at)
    for done, letter_id in enumerate(urgent):
        if not start(letter_id):
            # The broker is down: the rest would only wait for it, too.
            _take_back(urgent[done:])
            return done
    started = len(urgent)
    for priority in _runs_wanted(at):
        if not start_run(priority=priority):
            break
        started += 1
    return started


def start_delivery(letter: Letter) -> bool:
    """Start delivery of a letter that was just stored or released."""
    return start(letter.pk) if letter.priority == Priority.FIRST else start_run(priority=letter.priority)


def start(letter_id: UUID) -> bool:
    """Put one letter that somebody waits for on the workers' list; say whether the broker took it, and never raise.

    A letter that it did not take is due again at once for the sweeper.
    """
    if hand_over("notifications.tasks.deliver", expires=A_DAY, letter_id=str(letter_id)):
        return True
    _take_back([letter_id])
    return False


def start_run(*, priority: int = Priority.BULK) -> bool:
    """Ask a worker to send what is due; say whether the broker took it, and never raise."""
    return hand_over("notifications.tasks.deliver_due", priority=priority, expires=EXPIRES)


def start_sweep() -> bool:
    """Ask for a sweep now instead of at the next beat; say whether the broker took it, and never raise."""
    return hand_over("notifications.tasks.sweep", priority=Priority.NORMAL, expires=EXPIRES)


def runs_at_work(*, at: datetime) -> int:
    """How many workers hold letters at this moment."""
    # What is claimed is handed over, too: there is an index of these few.
    at_work = Letter.objects.being_sent(at=at).filter(handed_over_at__isnull=False).exclude(priority=Priority.FIRST)
    return at_work.order_by().values("claim").distinct().count()


def _runs_wanted(at: datetime) -> list[int]:
    """The priorities of the runs that there are letters for: each that of the first letter it will find."""
    if pacing.is_resting(at=at):
        return []
    due = Letter.objects.due(at=at).order_by("priority").values_list("priority", flat=True)
    firsts = list(due[: MOST_RUNS * MOST_AT_ONCE])[::MOST_AT_ONCE]
    # What somebody waits for has a task of its own, which no run shall hold up.
    return [max(first, Priority.NORMAL) for first in firsts[: MOST_RUNS - runs_at_work(at=at)]] if firsts else []


def _take_back(letter_ids: list[UUID]) -> None:
    Letter.objects.filter(pk__in=letter_ids).update(handed_over_at=None)


def _take_urgent(at: datetime) -> list[UUID]:
    lost = Q(handed_over_at=None) | Q(handed_over_at__lte=at - HANDOVER_TIMEOUT)
    with transaction.atomic():
        due = Letter.objects.due(at=at).filter(lost, priority=Priority.FIRST).order_by("next_attempt_at")
        taken = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:MOST_AT_ONCE])
        if taken:
            Letter.objects.filter(pk__in=taken).update(handed_over_at=at)
    return taken

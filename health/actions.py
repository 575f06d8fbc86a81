"""Noting what the clock and the workers do. Never raises: whoever is watched goes on unwatched."""

import logging
from typing import Any

from django.db import DatabaseError, connection
from django.utils import timezone

from health.models import Run

log = logging.getLogger(__name__)


def note_sent(task: str) -> None:
    """The broker has taken a scheduled task from beat."""
    _note(task, sent_at=timezone.now())


def note_begun(task: str) -> None:
    """A worker has begun it."""
    _note(task, began_at=timezone.now())


def note_ended(task: str) -> None:
    """A worker is done with it."""
    _note(task, ended_at=timezone.now())


def note_failed(task: str, error: object) -> None:
    """It ended with an error, of which the kind is kept."""
    _note(task, failed_at=timezone.now(), fault=type(error).__name__[:80])


def _note(task: str, **columns: Any) -> None:
    """Write the row by one statement: two clocks, and workers by the dozen, write over each other without harm."""
    try:
        if not connection.in_atomic_block:
            # Between two runs the database may have been started anew.
            connection.close_if_unusable_or_obsolete()
        Run.objects.bulk_create(
            [Run(task=task, **columns)], update_conflicts=True, unique_fields=["task"], update_fields=list(columns)
        )
    except DatabaseError as error:
        log.warning("Not noted that %s ran: %s", task, type(error).__name__)

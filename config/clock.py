"""Celery's clock, which notes that it ticks: see ``health``."""

from typing import Any

from celery.beat import PersistentScheduler, ScheduleEntry

from health import actions


class Clock(PersistentScheduler):
    """Notes what the broker has taken. Where the broker or the database is away nothing is noted, and it ticks on."""

    def apply_async(self, entry: ScheduleEntry, *args: Any, **kwargs: Any) -> Any:
        """Send one task."""
        sent = super().apply_async(entry, *args, **kwargs)
        actions.note_sent(str(entry.task))
        return sent

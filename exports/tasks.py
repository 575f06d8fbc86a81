"""Entrances for Celery: load, make one call inwards. Both may run twice, at once, or much too late without harm."""

from celery import shared_task

from exports import actions
from exports.lifecycle import LONGEST

_SECONDS = int(LONGEST.total_seconds())


@shared_task(name="exports.tasks.make", ignore_result=True, time_limit=_SECONDS + 60, soft_time_limit=_SECONDS)
def make(*, export_id: str) -> None:
    """Make one export, if it is still to be made and it is its turn."""
    actions.make(export_id)


@shared_task(name="exports.tasks.sweep", ignore_result=True, soft_time_limit=100, time_limit=120)
def sweep() -> None:
    """Start what nobody makes, remove what is over."""
    actions.sweep()

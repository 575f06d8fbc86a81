"""Entrances for Celery: load, make one call inwards."""

from celery import shared_task

from portals import actions


@shared_task(name="portals.tasks.sweep", ignore_result=True, soft_time_limit=100, time_limit=120)
def sweep() -> int:
    """Remove tokens and offers that are over, and answers that were kept long enough."""
    return actions.sweep()

"""Entrances for Celery: load, make one call inwards."""

from celery import shared_task

from following import actions


@shared_task(name="following.tasks.forget_old", ignore_result=True, soft_time_limit=240, time_limit=300)
def forget_old() -> int:
    """Remove what followers were told long ago."""
    return actions.forget_old()

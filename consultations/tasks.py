"""Entrances for Celery: load, make one call inwards."""

from celery import shared_task

from consultations import actions


@shared_task(name="consultations.tasks.tell_the_clock", ignore_result=True, soft_time_limit=100, time_limit=120)
def tell_the_clock() -> int:
    """Tell other sites of periods that have opened, close soon, or have closed."""
    return actions.tell_the_clock()

"""Entrances for Celery: load, make one call inwards. All may run twice, at once, or much too late without harm."""

from celery import shared_task

from webhooks import actions


@shared_task(name="webhooks.tasks.take_turn", ignore_result=True, soft_time_limit=100, time_limit=120)
def take_turn(*, endpoint_id: int) -> None:
    """Deliver what waits for one endpoint."""
    actions.take_turn(endpoint_id)


@shared_task(name="webhooks.tasks.sweep", ignore_result=True, soft_time_limit=100, time_limit=120)
def sweep() -> None:
    """Start turns whose start was lost or failed, and those that have rested."""
    actions.hand_over_due()


@shared_task(name="webhooks.tasks.forget_old", ignore_result=True, soft_time_limit=100, time_limit=120)
def forget_old() -> None:
    """Remove what was told long ago."""
    actions.forget_old()

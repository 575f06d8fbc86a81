"""What workers do with letters. Both may run twice, at once, or much too late without harm."""

from celery import shared_task

from notifications import actions


@shared_task(name="notifications.tasks.deliver", ignore_result=True, soft_time_limit=200, time_limit=240)
def deliver(*, letter_id: str) -> None:
    """Send one letter, if it is still due."""
    actions.deliver(letter_id)


@shared_task(name="notifications.tasks.sweep", ignore_result=True, soft_time_limit=200, time_limit=240)
def sweep() -> None:
    """Start delivery of letters whose start was lost, failed, or waits for its next attempt."""
    actions.hand_over_due()

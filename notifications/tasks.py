"""What workers do with letters. All may run twice, at once, or much too late without harm."""

from celery import shared_task

from notifications import actions
from notifications.lifecycle import ASKED_TO_END, ENDED

SOFT, HARD = int(ASKED_TO_END.total_seconds()), int(ENDED.total_seconds())


# A run ends by its own clock long before: being stopped between a mail server's yes and our note of it costs a copy.
@shared_task(name="notifications.tasks.deliver", ignore_result=True, soft_time_limit=SOFT, time_limit=HARD)
def deliver(*, letter_id: str) -> None:
    """Send one letter that somebody waits for, if it is still due."""
    actions.deliver(letter_id)


@shared_task(name="notifications.tasks.deliver_due", ignore_result=True, soft_time_limit=SOFT, time_limit=HARD)
def deliver_due() -> None:
    """Send what is due, for a few seconds."""
    actions.deliver_due()


@shared_task(name="notifications.tasks.sweep", ignore_result=True, soft_time_limit=SOFT, time_limit=HARD)
def sweep() -> None:
    """Start delivery of letters whose start was lost, failed, or waits for its next attempt."""
    actions.hand_over_due()

"""Handing an export to the workers. A broker that is away costs time, never an export: ``sweep`` finds it."""

import logging

from celery import current_app
from django.db import transaction

from exports.models import Export

log = logging.getLogger(__name__)

# One more try, at once: whoever pressed the button is waiting.
IMPATIENT = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1}


def start(export: Export) -> None:
    """Have it made after the transaction is committed."""
    transaction.on_commit(lambda: hand_over(str(export.pk)))


def hand_over(export_id: str) -> bool:
    """Put it on the workers' list; say whether the broker took it, and never raise."""
    try:
        # By name: tasks are this app's entrance and import the actions.
        current_app.tasks["exports.tasks.make"].apply_async(kwargs={"export_id": export_id}, retry_policy=IMPATIENT)
    except Exception as error:  # noqa: BLE001  # it is stored, and will be found
        log.warning("The broker did not take export %s: %s", export_id, error)
        return False
    return True

"""What Celery tells us: when a task was sent goes along with it, how scheduled ones went is noted."""

import time
from typing import Any

from celery import signals, states
from django.conf import settings

from health import actions

SENT_AT = "sent_at"


def connect() -> None:
    """Listen, in this process; again does nothing."""
    for signal, listener in (
        (signals.before_task_publish, _stamp),
        (signals.task_prerun, _begun),
        (signals.task_postrun, _over),
    ):
        signal.connect(listener, weak=False, dispatch_uid=f"health.{listener.__name__}")


def _stamp(headers: dict[str, Any] | None = None, **_more: Any) -> None:
    """Let the task bear its instant, by which the age of a queue is seen; one that comes back keeps it."""
    if isinstance(headers, dict):
        headers.setdefault(SENT_AT, time.time())


def _begun(sender: Any = None, **_more: Any) -> None:
    if _is_scheduled(sender):
        actions.note_begun(sender.name)


def _over(sender: Any = None, state: str = "", retval: object = None, **_more: Any) -> None:
    if not _is_scheduled(sender):
        return
    if state == states.SUCCESS:
        actions.note_ended(sender.name)
    elif state == states.FAILURE:
        actions.note_failed(sender.name, retval)


def _is_scheduled(task: Any) -> bool:
    return any(entry["task"] == getattr(task, "name", "") for entry in settings.CELERY_BEAT_SCHEDULE.values())

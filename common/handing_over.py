"""Handing work to the workers through the broker. One that is away costs time, never what is to be done.

What is to be done is stored before, with the fact that causes it, and a sweeper finds what was not handed over.
"""

import logging
import time
from typing import Any
from weakref import WeakKeyDictionary

from celery import Celery, current_app

log = logging.getLogger(__name__)

# One more try, at once: whoever acted is waiting.
IMPATIENT = {"max_retries": 1, "interval_start": 0, "interval_step": 0.1, "interval_max": 0.1}
# Seconds. A broker that lets us wait so long is not asked again for a while, by this process: somebody who acts on a
# hundred things shall not wait a hundred times.
SLOW, PAUSE = 0.5, 5.0

_silent_until: WeakKeyDictionary[Celery, float] = WeakKeyDictionary()


def hand_over(task: str, *, priority: int | None = None, expires: int | None = None, **kwargs: object) -> bool:
    """Put a task on its queue, by name; say whether the broker took it, and never raise.

    With the priority of its route unless another is given; forgotten if nobody has begun it after ``expires`` seconds.
    By name, because tasks are an app's entrance and import the actions that call this.
    """
    app: Celery = current_app._get_current_object()  # type: ignore[attr-defined]  # of a proxy that has no type
    began = time.monotonic()
    if began < _silent_until.get(app, 0.0):
        return False
    try:
        given = {"priority": priority, "expires": expires}
        options: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        app.tasks[task].apply_async(kwargs=kwargs, retry_policy=IMPATIENT, **options)
    except Exception as error:  # noqa: BLE001  # what caused it has happened, broker or not
        now = time.monotonic()
        if now - began > SLOW:
            _silent_until[app] = now + PAUSE
        log.warning("The broker did not take %s %s: %s", task, kwargs, error)
        return False
    return True

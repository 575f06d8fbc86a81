"""A real worker, in a thread of the test's own."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from celery.contrib.testing.worker import start_worker

from config import celery_app


@contextmanager
def worker(*queues: str) -> Iterator[None]:
    """Work on these queues, one task at a time."""
    root = logging.getLogger()
    level = root.level
    try:
        with start_worker(celery_app, pool="solo", queues=list(queues), perform_ping_check=False, shutdown_timeout=20):
            yield
    finally:
        # Its set-up of logging is for a process of its own, and would keep later tests from being heard.
        root.setLevel(level)

"""What lies with the broker, and which workers answer."""

import json
import logging
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from celery import current_app
from django.conf import settings

from health.measures import Broker, Queue

log = logging.getLogger(__name__)

# Seconds: for a connection, for each answer of the broker, and for the workers to raise their hands.
PATIENCE, HANDS = 1.0, 0.5


def ask_broker() -> Broker:
    """Ask for lengths and ages of all queues at once, then who works. Never raises."""
    try:
        with _connected() as connection:
            began = time.perf_counter()
            channel = connection.channel()
            told = _told(channel)
            seconds = time.perf_counter() - began
            takers = _takers(connection)
    except Exception as error:  # noqa: BLE001  # kombu's transports raise errors of their own
        log.warning("The broker does not answer: %s", type(error).__name__)
        return Broker()
    return Broker(seconds, [_queue(name, told[name], takers) for name in settings.QUEUES], sorted(takers))


@contextmanager
def _connected() -> Iterator[Any]:
    options = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
    with current_app.connection_for_read(transport_options=options) as connection:
        connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=2)
        yield connection


def _told(channel: Any) -> dict[str, Sequence[tuple[int, bytes | None]]]:
    """Length and oldest message of each list, by queue: the broker keeps one for each priority."""
    pipeline = channel.client.pipeline(transaction=False)
    for queue in settings.QUEUES:
        for step in settings.PRIORITY_STEPS:
            place = f"{queue}{channel.sep}{step}" if step else queue
            pipeline.llen(place).lindex(place, -1)
    answers = iter(pipeline.execute())
    return {queue: [(next(answers), next(answers)) for _step in settings.PRIORITY_STEPS] for queue in settings.QUEUES}


def _takers(connection: Any) -> Mapping[str, set[str]]:
    """The workers that answer, with the queues that each takes from."""
    answers = current_app.control.inspect(timeout=HANDS, connection=connection).active_queues() or {}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for worker, queues in answers.items():
        found[worker] |= {queue["name"] for queue in queues if isinstance(queue, dict)}
    return found


def _queue(name: str, lists: Sequence[tuple[int, bytes | None]], takers: Mapping[str, set[str]]) -> Queue:
    ages = [instant for _length, message in lists if (instant := _sent_at(message))]
    workers = sorted(worker for worker, queues in takers.items() if name in queues)
    return Queue(name, sum(length for length, _message in lists), min(ages, default=None), workers)


def _sent_at(message: bytes | None) -> datetime | None:
    """When a message was sent, as it says itself (``health.signals``); None where it says nothing that makes sense."""
    try:
        return datetime.fromtimestamp(float(json.loads(message or b"")["headers"]["sent_at"]), UTC)
    except (ValueError, TypeError, KeyError, OverflowError, OSError):
        return None

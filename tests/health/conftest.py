"""A broker that is empty, letters by where they stand, and a house in which nothing is red."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from config import celery_app
from health.measures import Broker, Deliveries, Letters, Measures, Queue, Scheduled, Stored
from notifications.models import Letter

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def broker() -> Iterator[None]:
    """Begin and end with empty queues."""

    def empty() -> None:
        with celery_app.connection_for_write() as connection:
            for queue in settings.QUEUES:
                connection.default_channel._purge(queue)  # type: ignore[attr-defined]

    empty()
    yield
    empty()


@pytest.fixture
def make_letter(db: None) -> Callable[..., Letter]:
    """Store a letter as it would stand there; ``ago`` says how long it has been due."""
    numbers = iter(range(10**6))

    def make(*, ago: timedelta = timedelta(), **columns: Any) -> Letter:
        now = timezone.now()
        given = {
            "key": f"letter {next(numbers)}",
            "address": "dora@example.org",
            "language": "en",
            "family": "example/hello",
            "subject_line": "Hello",
            "text": "Hello.",
            "created_at": now - ago,
            "next_attempt_at": now - ago,
        }
        return Letter.objects.create(**(given | columns))

    return make


@pytest.fixture
def measured() -> Callable[..., Measures]:
    """What was measured at noon where nothing is red; any part of it can be another."""

    def make(*, broker: Broker | None = None, stored: Stored | None = None, **more: Any) -> Measures:
        queues = [Queue(name, workers=["worker@here"]) for name in settings.QUEUES]
        run = Scheduled("a.tasks.sweep", timedelta(seconds=20), sent_at=NOON - timedelta(seconds=90), ended_at=NOON)
        parts: dict[str, Any] = {"letters": Letters(), "deliveries": Deliveries(), "scheduled": [run]} | more
        return Measures(
            at=NOON,
            stored=stored or Stored(0.001, **parts),
            broker=broker or Broker(0.001, queues, ["worker@here"]),
        )

    return make

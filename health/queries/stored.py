"""What the database tells: letters, deliveries by webhook, the runs of the clock."""

import logging
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Min, Q, QuerySet

from health.measures import MOST, Deliveries, Letters, Scheduled, Stored
from health.models import Run
from notifications.actions.pacing import OURS
from notifications.enums import Priority
from notifications.lifecycle import REST
from notifications.models import Domain, Letter
from webhooks.enums import DeliveryState
from webhooks.models import Delivery

log = logging.getLogger(__name__)

DAY = timedelta(days=1)


def ask_database(*, at: datetime) -> Stored:
    """Ask three questions; the time of the first is how quickly the database answers. Never raises."""
    try:
        began = time.perf_counter()
        runs = {run.task: run for run in Run.objects.all()}
        seconds = time.perf_counter() - began
        waiting, counted = _waiting(at), _counted(at)
    except DatabaseError as error:
        log.warning("The database does not answer: %s", type(error).__name__)
        return Stored()
    numbers = {name: counted[name] for name in ("being_sent", "held", "failed", "bounced")}
    oldest = {int(each): counted[f"due_{each}"] for each in Priority if counted[f"due_{each}"]}
    return Stored(
        seconds,
        Letters(**waiting, **numbers, oldest_due=oldest, are_resting=bool(counted["resting"])),
        Deliveries(waiting=counted["deliveries"], given_up=counted["given_up"]),
        [_scheduled(entry, runs.get(entry["task"])) for entry in settings.CELERY_BEAT_SCHEDULE.values()],
    )


def _waiting(at: datetime) -> dict[str, Any]:
    """How many wait, and were tried: of as many as are counted, those that go first."""
    first = Letter.objects.waiting(at=at).order_by("priority", "next_attempt_at")[: MOST + 1]
    return first.aggregate(
        waiting=Count("pk"), tried=Count("pk", filter=Q(attempts__gt=0)), oldest_at=Min("created_at")
    )


def _counted(at: datetime) -> Mapping[str, Any]:
    """All the other numbers and instants in one question, each found by an index."""
    letters, deliveries = Letter.objects.all(), Delivery.objects.all()
    counts: dict[str, QuerySet[Any, Any]] = {
        # Only what was handed over can be claimed, and that is little.
        "being_sent": letters.being_sent(at=at).filter(handed_over_at__isnull=False),
        "held": letters.held(),
        "resting": Domain.objects.filter(pk=OURS, next_at__gt=at - REST, next_at__lte=at + 2 * REST),
        "failed": letters.failed().filter(failed_at__gt=at - DAY),
        "bounced": letters.bounced().filter(bounced_at__gt=at - DAY),
        "deliveries": deliveries.waiting(),
        "given_up": deliveries.filter(state=DeliveryState.GIVEN_UP, finished_at__gt=at - DAY),
    }
    parts: dict[str, tuple[str, QuerySet[Any, Any]]] = {
        name: ("count(*)", rows.order_by().values("pk")[: MOST + 1]) for name, rows in counts.items()
    }
    for each in Priority:
        due = letters.due(at=at).filter(priority=each).order_by("next_attempt_at")
        parts[f"due_{each}"] = ("max(next_attempt_at)", due.values("next_attempt_at")[:1])
    sql: list[str] = []
    given: list[Any] = []
    for what, rows in parts.values():
        inner, parameters = rows.query.sql_with_params()
        sql.append(f"(SELECT {what} FROM ({inner}) AS found)")  # noqa: S608  # of querysets; values go apart
        given += parameters
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sql)}", given)
        row = cursor.fetchone()
    return dict(zip(parts, row, strict=True))


def _scheduled(entry: Mapping[str, Any], run: Run | None) -> Scheduled:
    task, every = entry["task"], entry["schedule"]
    if run is None:
        return Scheduled(task, every)
    return Scheduled(task, every, run.sent_at, run.began_at, run.ended_at, run.failed_at, run.fault)

"""Whether the house is alive (the process answers) and ready (its services do, too)."""

import logging

from celery import current_app
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

log = logging.getLogger(__name__)


@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """200 whenever the web server answers at all; touches nothing else."""
    return JsonResponse({"alive": True})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, cache and broker answer, else 503; each part by name."""
    parts = {"database": _database(), "cache": _cache(), "broker": _broker()}
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.warning("The database does not answer: %s", error)
        return False
    return True


def _cache() -> bool:
    try:
        cache.set("health", 1, 10)
        return cache.get("health") == 1
    except Exception as error:  # noqa: BLE001  # whatever the client raises, the answer is "no"
        log.warning("The cache does not answer: %s", error)
        return False


def _broker() -> bool:
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except Exception as error:  # noqa: BLE001  # kombu's transports raise errors of their own
        log.warning("The broker does not answer: %s", error)
        return False
    return True

"""Whether the house is alive (the process answers) and ready (its services do, too), and how it does."""

import logging
import secrets

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from health.exposition import CONTENT_TYPE, exposed
from health.queries import measure

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


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """What is measured, for Prometheus and the like: with the token only; 404 where the house has none."""
    if not settings.METRICS_TOKEN:
        raise Http404
    scheme, _blank, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secrets.compare_digest(token.encode(), settings.METRICS_TOKEN.encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": 'Bearer realm="metrics"'})
    return HttpResponse(exposed(measure()), content_type=CONTENT_TYPE)


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

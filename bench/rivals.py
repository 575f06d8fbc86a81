"""What the API is measured against: a view that says nothing, and one that hands on what the database says as JSON."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from bench.fill import SQL

OPEN = (SQL / "open.sql").read_text()


def empty(request: HttpRequest) -> JsonResponse:
    """Nothing, as JSON."""
    return JsonResponse({})


def raw(request: HttpRequest) -> HttpResponse:
    """Open periods with what belongs to them, as it stands in the database: one ``json_agg``, not read by us."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN, {"at": timezone.now()})
        found = cursor.fetchone()[0]
    return HttpResponse(found, content_type="application/json")

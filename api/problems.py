"""What the API answers when it cannot do what was asked: problem details (RFC 9457), one shape for all.

``type``    address of a paragraph on the documentation page that says what to do
``title``   the kind of problem, always the same words
``status``  the HTTP status again
``detail``  a sentence about this very request
``errors``  where something was wrong with what was sent: sentences by name of parameter or field
``request_id``  by which name we know the request, in our log as well
"""

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from math import ceil
from typing import Any

from django.conf import settings
from django.core import signals
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response

from common import request_ids
from common.refusals import Incomplete, Refusal, status_of

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"

# The paragraph of the documentation page for each status; its own table of problems follows this order.
KINDS: dict[int, str] = {
    400: "bad-request",
    401: "bad-token",
    403: "not-allowed",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    409: "not-possible",
    413: "too-large",
    415: "unsupported-media-type",
    422: "incomplete",
    429: "too-many-requests",
    500: "our-fault",
    503: "away",
}


CHALLENGE = 'Bearer realm="api"'
# What Django and Python raise for what a client did; the first that fits.
MEANT: dict[type[Exception], int] = {
    PermissionDenied: 403,
    RequestDataTooBig: 413,
    SuspiciousOperation: 400,
    RecursionError: 400,  # JSON in JSON in JSON …
}
# What the database raises when it is away, or too busy to say anything: to ask again helps.
AWAY = (OperationalError, InterfaceError)
SOON = "5"  # seconds
# Headers that say something of a refusal.
BESIDE = ("Allow", "Retry-After", "WWW-Authenticate")
# What is said where nobody has said more.
SAID = {
    400: gettext_lazy("This request cannot be read."),
    403: gettext_lazy("This is not open to you."),
    404: gettext_lazy("There is nothing at this address."),
    405: gettext_lazy("This method is not known here; the header Allow names those that are."),
    413: gettext_lazy("This is more than is taken in one request."),
    500: gettext_lazy("Something went wrong on our side. It has been noted; please try again later."),
    503: gettext_lazy("Something that we need is away. Please try again later."),
}


class BadParameters(exceptions.ValidationError):
    """Parameters that are not known, or whose values cannot be read. ``detail`` is sentences by parameter."""


def problem(status: int, detail: str, *, errors: Mapping[str, list[str]] | None = None) -> dict[str, Any]:
    """Return the problem as the object that goes out."""
    kind = KINDS.get(status)
    found: dict[str, Any] = {
        "type": f"{settings.SITE_URL}{reverse('api:docs')}#problem-{kind}" if kind else "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    found |= {"errors": dict(errors)} if errors else {}
    return found | ({"request_id": name} if (name := request_ids.current()) else {})


def answer(status: int, detail: str, *, errors: Mapping[str, list[str]] | None = None) -> Response:
    """Return a response with the problem, in its own media type."""
    return Response(problem(status, detail, errors=errors), status=status, content_type=MEDIA_TYPE)


def plain(status: int, detail: str = "") -> HttpResponse:
    """Return the same outside a view, where nothing renders it; in the words of ``SAID`` unless others are given."""
    return _response(problem(status, detail or str(SAID.get(status, SAID[400]))), status)


def plainly(error: exceptions.APIException) -> HttpResponse:
    """Return the problem that the framework would make of ``error``, outside a view."""
    made = handle(error, {})
    response = _response(made.data, made.status_code)
    for name in BESIDE:
        if name in made.headers:
            response.headers[name] = made.headers[name]
    return response


def in_our_shape(response: HttpResponseBase) -> HttpResponseBase:
    """Return a refusal that was no problem yet as one; everything else as it is.

    Whatever refuses before or around a view (an unknown host, a fault in the house) speaks of itself as a page.
    """
    status = response.status_code
    if status < 400 or response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    ours = plain(status)
    for name in (*BESIDE, "Content-Language", "Vary"):
        if name in response.headers:
            ours.headers[name] = response.headers[name]
    response.close()
    return ours


def _response(found: Mapping[str, Any], status: int) -> HttpResponse:
    body = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(body, status=status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def handle(error: Exception, context: dict[str, Any]) -> Response:
    """Turn whatever a view raised into a problem. What nobody foresaw is logged, and told as our fault."""
    if isinstance(error, Refusal):
        fields = error.fields if isinstance(error, Incomplete) else {}
        return answer(status_of(error), str(error), errors={name: [str(said)] for name, said in fields.items()})
    if isinstance(error, Http404):
        return answer(404, _("There is nothing at this address, or nothing that is public."))
    if isinstance(error, exceptions.ValidationError):
        return _of_invalid(error)
    if isinstance(error, exceptions.APIException):
        return _of_framework(error)
    status = next((status for kind, status in MEANT.items() if isinstance(error, kind)), None)
    return answer(status, str(SAID[status])) if status is not None else _of_fault(error, context)


def _of_invalid(error: exceptions.ValidationError) -> Response:
    said = error.detail if isinstance(error.detail, dict) else {"": error.detail}
    errors = {str(name): _sentences(value) for name, value in said.items()}
    return answer(error.status_code, " ".join(_sentences(list(errors.values()))), errors=errors)


def _of_framework(error: exceptions.APIException) -> Response:
    # The framework answers 403 where a view names nobody who could let one in: a token that is no good stays one.
    is_unknown = isinstance(error, exceptions.AuthenticationFailed | exceptions.NotAuthenticated)
    response = answer(401 if is_unknown else error.status_code, " ".join(_sentences(error.detail)))
    wait = getattr(error, "wait", None)
    if wait is not None:
        response["Retry-After"] = str(ceil(wait))
    if is_unknown:
        response["WWW-Authenticate"] = getattr(error, "auth_header", CHALLENGE)
    return response


def _of_fault(error: Exception, context: dict[str, Any]) -> Response:
    logger.error("unforeseen error in the API", exc_info=error)
    # Whoever listens for errors (reports, the test client) hears of this one as of any other.
    signals.got_request_exception.send(sender=None, request=context.get("request"))
    if not isinstance(error, AWAY):
        return answer(500, str(SAID[500]))
    response = answer(503, str(SAID[503]))
    response["Retry-After"] = SOON
    return response


def _sentences(detail: Any) -> list[str]:
    if isinstance(detail, dict):
        return [sentence for value in detail.values() for sentence in _sentences(value)]
    if isinstance(detail, list | tuple):
        return [sentence for value in detail for sentence in _sentences(value)]
    return [str(detail)]

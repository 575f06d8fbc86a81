"""What the API answers when it cannot do what was asked: problem details (RFC 9457), one shape for all.

``type``    address of a paragraph on the documentation page that says what to do
``title``   the kind of problem, always the same words
``status``  the HTTP status again
``detail``  a sentence about this very request
``errors``  where something was wrong with what was sent: sentences by name of parameter or field
"""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core import signals
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

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
    409: "not-possible",
    422: "incomplete",
    429: "too-many-requests",
    500: "our-fault",
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
    return found | ({"errors": dict(errors)} if errors else {})


def answer(status: int, detail: str, *, errors: Mapping[str, list[str]] | None = None) -> Response:
    """Return a response with the problem, in its own media type."""
    return Response(problem(status, detail, errors=errors), status=status, content_type=MEDIA_TYPE)


def handle(error: Exception, context: dict[str, Any]) -> Response:
    """Turn whatever a view raised into a problem. What nobody foresaw is logged, and told as our fault."""
    if isinstance(error, Refusal):
        fields = error.fields if isinstance(error, Incomplete) else {}
        return answer(status_of(error), str(error), errors={name: [str(said)] for name, said in fields.items()})
    if isinstance(error, Http404):
        return answer(404, _("There is nothing at this address, or nothing that is public."))
    if isinstance(error, PermissionDenied):
        return answer(403, _("This is not open to you."))
    if isinstance(error, exceptions.ValidationError):
        return _of_invalid(error)
    if isinstance(error, exceptions.APIException):
        return _of_framework(error)
    return _of_fault(error, context)


def _of_invalid(error: exceptions.ValidationError) -> Response:
    said = error.detail if isinstance(error.detail, dict) else {"": error.detail}
    errors = {str(name): _sentences(value) for name, value in said.items()}
    return answer(error.status_code, " ".join(_sentences(list(errors.values()))), errors=errors)


def _of_framework(error: exceptions.APIException) -> Response:
    response = answer(error.status_code, " ".join(_sentences(error.detail)))
    wait = getattr(error, "wait", None)
    if wait is not None:
        response["Retry-After"] = str(int(wait) + 1)
    challenge = getattr(error, "auth_header", None)
    if challenge:
        response["WWW-Authenticate"] = challenge
    if isinstance(error, exceptions.MethodNotAllowed):
        response["Allow"] = "GET, HEAD, OPTIONS"
    return response


def _of_fault(error: Exception, context: dict[str, Any]) -> Response:
    logger.error("unforeseen error in the API", exc_info=error)
    # Whoever listens for errors (reports, the test client) hears of this one as of any other.
    signals.got_request_exception.send(sender=None, request=context.get("request"))
    return answer(500, _("Something went wrong on our side. It has been noted; please try again later."))


def _sentences(detail: Any) -> list[str]:
    if isinstance(detail, dict):
        return [sentence for value in detail.values() for sentence in _sentences(value)]
    if isinstance(detail, list | tuple):
        return [sentence for value in detail for sentence in _sentences(value)]
    return [str(detail)]

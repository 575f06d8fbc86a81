"""What every answer of the API has in common, around everything else: names, limits, keeping, packing, problems.

It stands outside of sessions, languages and pages: an answer that is kept leaves from here.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from rest_framework.exceptions import APIException, Throttled

from api import answers, callers, deprecations, problems, throttling
from api.answers import READING, Asked
from api.documentation.description import PREFIX
from common import request_ids, stamps

Answer = Callable[[HttpRequest], HttpResponseBase]

# What has no page for people, beside the documentation.
ROOT = "/api/"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SENT = "Accept, Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match, If-Modified-Since, " \
    "If-None-Match, X-Request-Id"  # fmt: skip
TOLD = "Allow, Content-Disposition, Deprecation, ETag, Idempotency-Replayed, Link, Location, Plenum-Api-Version, " \
    "RateLimit, RateLimit-Policy, Retry-After, Sunset, WWW-Authenticate, X-Request-Id"  # fmt: skip
VERSION = str(settings.SPECTACULAR_SETTINGS["VERSION"])
ALWAYS: dict[str, str] = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": TOLD,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Plenum-Api-Version": VERSION,
    "X-Frame-Options": "DENY",
}


class Api:
    """Answers what is kept, counts what is not, and lets nothing leave that is not in the API's own shape.

    The API knows no cookies: they are taken off before anything reads them, so its answers are the same for everybody.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if not path.startswith(ROOT):
            return self.get_response(request)
        with request_ids.known_as(request.META.get("HTTP_X_REQUEST_ID", "")) as name:
            request.request_id = name  # type: ignore[attr-defined]  # for the log
            if path.startswith(PREFIX):
                response = self._answer(request)
                for header, value in ALWAYS.items():
                    response.headers[header] = value
                if request.method == "HEAD":
                    _headers_alone(response)
            else:
                response = self.get_response(request)
                response = response if is_for_people(request, response) else problems.in_our_shape(response)
            response.headers["X-Request-Id"] = name
            return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        request.META.pop("HTTP_COOKIE", None)
        asked = Asked.of(request)
        # What is packed here is not packed again.
        request.META.pop("HTTP_ACCEPT_ENCODING", None)
        if request.method == "OPTIONS":
            return _preflight(request)
        now, at = time.time(), timezone.now()
        try:
            caller = _caller_of(request)
        except APIException as error:
            return _refused(request, partial(problems.plainly, error))
        asked.found = stamps.look(asked.key or "nothing", under="public", beside=[caller.place(now)])
        response: HttpResponseBase | None = answers.kept_answer(asked, at)
        if response is not None:
            so_far = throttling.asked_so_far(caller, asked.found, at=now)
        else:
            so_far = None if asked.found.is_away else throttling.count(caller, at=now)
            response = self._made(request, asked, caller, so_far, at)
        for header, value in throttling.headers(caller, so_far, at=now).items():
            response.headers[header] = value
        return response

    def _made(
        self, request: HttpRequest, asked: Asked, caller: throttling.Caller, so_far: int | None, at: datetime
    ) -> HttpResponseBase:
        if so_far is not None and so_far > caller.most:
            wait = throttling.left(caller, at=time.time())
            return _refused(request, partial(problems.plainly, Throttled(wait)))
        if _length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return _refused(request, partial(problems.plain, 413))
        # Before the database is asked: see ``common.stamps``.
        asked.found = replace(asked.found, stamp=stamps.begun(asked.found)) if asked.key else asked.found
        response = problems.in_our_shape(self.get_response(request))
        for header, value in deprecations.headers_of(request.resolver_match).items():
            response.headers[header] = value
        if request.method in READING and response.status_code == 200:
            answers.described(response, *deprecations.links_of(request.resolver_match))
            del response.headers["Content-Language"]
            return answers.read(asked, response, at=at)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        answers.packed(asked.takes, response)
        return response


def is_for_people(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Is this said by the documentation, or to somebody who looks for it? Then a page says what is wrong."""
    is_said_by_a_page = request.resolver_match is not None and response.status_code < 500
    return is_said_by_a_page or request.path_info == ROOT or "text/html" in request.META.get("HTTP_ACCEPT", "")


def _caller_of(request: HttpRequest) -> throttling.Caller:
    if "HTTP_AUTHORIZATION" not in request.META:
        return throttling.by_address(request)
    with _spoken(request):
        return callers.caller_of(request)


def _refused(request: HttpRequest, say: Callable[[], HttpResponse]) -> HttpResponse:
    """Say it in the client's language: nobody has found out yet which that is."""
    with _spoken(request) as language:
        response = say()
    response.headers["Content-Language"] = language
    patch_vary_headers(response, ("Accept-Language",))
    return response


@contextmanager
def _spoken(request: HttpRequest) -> Iterator[str]:
    language = translation.get_language_from_request(request)
    with translation.override(language):
        yield language


def _headers_alone(response: HttpResponseBase) -> None:
    """Leave the body away here: servers only drop it, and complain of it in the log."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
    elif isinstance(response, HttpResponse):
        response.content = b""


def _length(request: HttpRequest) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isascii() and given.isdigit() else 0


def _preflight(request: HttpRequest) -> HttpResponse:
    """What a browser is told that asks, before a script of another site asks, whether it may; or anybody who asks."""
    response = HttpResponse(status=204)
    del response.headers["Content-Type"]
    methods = ", ".join(_methods_at(request.path_info))
    response.headers["Allow"] = response.headers["Access-Control-Allow-Methods"] = methods
    response.headers["Access-Control-Allow-Headers"] = SENT
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _methods_at(path: str) -> list[str]:
    """The methods that are answered at a path; those of reading where there is nothing."""
    try:
        view = resolve(path).func
    except Resolver404:
        return [*READING, "OPTIONS"]
    of_viewset, of_view = getattr(view, "actions", None), getattr(view, "cls", None)
    names = of_viewset or [name for name in (each.lower() for each in METHODS) if hasattr(of_view, name)] or [*READING]
    known = {name.upper() for name in names} | {"OPTIONS"} | ({"HEAD"} if "get" in names else set())
    return [name for name in METHODS if name in known]

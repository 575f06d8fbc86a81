"""How a public answer leaves: kept ready, for any site's scripts, cacheable, compressed, without cookies."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from api.kept import Kept
from common import stamps

View = Callable[..., HttpResponseBase]

READING = ("GET", "HEAD")
# Others may keep an answer for half as long as we may: together they stay within that minute and a half.
OTHERS_KEEP = int(stamps.LONGEST.total_seconds() / 2)
LARGEST = 64 * 1024  # bytes, packed; what is larger is made anew each time
# Deeper pages and other instants are asked for rarely, and there are endlessly many of them.
NOT_KEPT = {"at", "cursor"}

_takes_gzip = re.compile(r"\bgzip\b")


def public(view: View, *, others_keep: int = OTHERS_KEEP) -> View:
    """Answer from what is kept where that still holds, else by ``view``, and keep what it says.

    Only an answer to which ``view`` gives the attribute ``holds_until`` is kept. Every answer may be read
    by any site's scripts, as nothing here depends on who asks. ``others_keep``: for how many seconds other caches may
    answer without asking us; 0 where what it says can be taken back.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return shared(_preflight())
        if request.method not in READING:
            return shared(view(request, *args, **kwargs))
        return shared(_read(request, lambda: view(request, *args, **kwargs), others_keep))

    return answer


def _read(request: HttpRequest, make: Callable[[], HttpResponseBase], others_keep: int) -> HttpResponseBase:
    at = timezone.now()

    def fresh() -> tuple[Kept | HttpResponseBase, datetime]:
        response = make()
        until = getattr(response, "holds_until", None)
        if until is None or not isinstance(response, HttpResponse):
            return response, at
        kept = Kept.of(response.content, until=until)
        return kept, until if len(kept.packed) <= LARGEST else at

    if NOT_KEPT & set(request.GET):
        return _told(request, fresh()[0], at, others_keep)
    return _told(request, stamps.kept(_key_of(request), fresh, under="public", at=at), at, others_keep)


def _key_of(request: HttpRequest) -> str:
    """The same for the same question, in whatever order its parameters came."""
    asked = sorted((name, value) for name, values in request.GET.lists() for value in values)
    return "api:" + sha256(repr((request.path, asked)).encode()).hexdigest()


def _told(request: HttpRequest, kept: Kept | HttpResponseBase, at: datetime, others_keep: int) -> HttpResponseBase:
    if not isinstance(kept, Kept):
        return kept
    packed = bool(_takes_gzip.search(request.headers.get("Accept-Encoding", "")))
    response = HttpResponse(kept.text(at=at, packed=packed), content_type="application/json")
    age = max(0, min(int((kept.until - at).total_seconds()), others_keep))
    response["Cache-Control"] = f"public, max-age={age}" if others_keep else "public, no-cache"
    response["ETag"] = kept.etag
    patch_vary_headers(response, ["Accept-Encoding"])
    if packed:
        response["Content-Encoding"] = "gzip"
    return get_conditional_response(request, etag=kept.etag, response=response) or response


def shared(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    return response


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response

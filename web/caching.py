"""Pages that are the same for every visitor, kept ready to send.

Kept per address, language and time zone, packed as well as plain, under the stamp that every public change
replaces (``common.stamps``), until the next full minute (what is left of a period is told in minutes), the
instant that the page names (a period opens or closes), or a minute at most.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from hashlib import sha256
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from common import stamps
from common.languages import active
from common.moments import readers_zone

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

STAMP = "public"
# Whoever brings one of these gets a page made for them.
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
CHANGES_AT = "_changes_at"


def changes_at(response: HttpResponse, *instants: datetime | None) -> HttpResponse:
    """Say of a page when it stops being right by itself: at the first of these instants."""
    known = [instant for instant in instants if instant is not None]
    if known:
        setattr(response, CHANGES_AT, min(known))
    return response


def kept_for_visitors(view: View[P]) -> View[P]:
    """Keep what ``view`` answers to visitors who are not signed in, at addresses without a question mark.

    Only whole pages (status 200) that set no cookie and hold no form's token are kept. Whoever is
    signed in, or asks with a question mark, gets the view itself. A second asking with the page's ETag is
    answered 304.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not _is_visitor(request):
            return view(request, *args, **kwargs)
        page = _found(request, _key(request), lambda: view(request, *args, **kwargs))
        if not isinstance(page, _Kept):
            return page
        response = page.sent_to(request)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        # Browsers ask each time, and mostly hear that nothing has changed.
        patch_cache_control(response, private=True, no_cache=True)
        return response

    return answer


def kept_for_everybody(request: HttpRequest, key: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What ``make`` answers to whoever asks for ``key``, kept like a page for visitors.

    It is the same for everybody, whatever cookies and languages they bring: caches on the way may have it too, and
    ask us each time.
    """
    page = _found(request, sha256(f"everybody\n{key}".encode()).hexdigest(), make)
    response = page.sent_to(request) if isinstance(page, _Kept) else page
    patch_cache_control(response, public=True, no_cache=True)
    return response


def _found(request: HttpRequest, key: str, view: Callable[[], HttpResponse]) -> "_Kept | HttpResponse":
    """What is kept for ``key``, or has just been made to be kept; else the answer that is not to be."""
    at = timezone.now()
    made: list[HttpResponse] = []

    def make() -> tuple[_Kept | None, datetime]:
        made.append(view())
        page = _keep(request, made[0])
        # What is not to be kept is over at once.
        return page, at if page is None else min(getattr(made[0], CHANGES_AT, _next_minute(at)), _next_minute(at))

    page = stamps.kept(key, make, under=STAMP, at=at)
    return page if page is not None else made[0]


@dataclass(frozen=True)
class _Kept:
    """A page as it leaves, plain and packed."""

    body: bytes
    packed: bytes
    content_type: str
    etag: str
    language: str = ""

    def sent_to(self, request: HttpRequest) -> HttpResponse:
        packs = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(self.packed if packs else self.body, content_type=self.content_type)
        if packs:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["ETag"] = self.etag
        if self.language:
            response.headers["Content-Language"] = self.language
        patch_vary_headers(response, ["Accept-Encoding"])
        return get_conditional_response(request, etag=self.etag, response=response) or response


def _is_visitor(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and not request.META.get("QUERY_STRING")
        and not any(name in request.COOKIES for name in PERSONAL_COOKIES)
    )


def _key(request: HttpRequest) -> str:
    """Short and without signs that a cache server could take amiss, whatever the address holds."""
    return sha256("\n".join([request.path, active(), readers_zone()]).encode()).hexdigest()


def _keep(request: HttpRequest, response: HttpResponse) -> _Kept | None:
    """The page to keep; None for an answer that is for this visitor alone."""
    if response.status_code != 200 or response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
        return None
    etag = f'W/"{sha256(response.content).hexdigest()[:32]}"'
    packed = gzip.compress(response.content, compresslevel=6, mtime=0)
    said = response.headers
    return _Kept(response.content, packed, said["Content-Type"], etag, said.get("Content-Language", ""))


def _next_minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0) + timedelta(minutes=1)

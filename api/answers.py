"""How an answer to a reader leaves: named, dated, packed, or not at all where nothing has changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from api import codings, etags, folding, kept
from api.kept import Known
from api.negotiation import JSON, wants_json
from common import stamps

READING = ("GET", "HEAD")
# Others may keep an answer for half as long as we may: together they stay within that minute and a half.
OTHERS_KEEP = int(stamps.LONGEST.total_seconds() / 2)
# Deeper pages and other instants are asked for rarely, and there are endlessly many of them.
NOT_KEPT = {"at", "cursor", "format"}
# What goes out with a kept answer as it did when it was made.
WITH_IT = ("Link", "Deprecation", "Sunset")
VARIES = ("Accept", "Accept-Encoding")
DESCRIBED = (
    '</api/v1/openapi.json>; rel="service-desc"; type="application/vnd.oai.openapi+json"',
    '</api/>; rel="service-doc"; type="text/html"',
)


@dataclass
class Asked:
    """What a reader asks, and how: read from the request once, before anything else looks at it."""

    takes: str
    key: str
    if_none_match: str
    if_modified_since: str
    found: "stamps.Look[Known]" = field(default_factory=lambda: stamps.Look("", "", is_away=True))

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """Return what the request asks; ``key`` is empty where the answer is not kept."""
        meta = request.META
        is_kept = request.method in READING and wants_json(meta.get("HTTP_ACCEPT", ""))
        return cls(
            takes=codings.wanted(meta.get("HTTP_ACCEPT_ENCODING", "")),
            key=_key_of(request.path_info, meta.get("QUERY_STRING", "")) if is_kept else "",
            if_none_match=meta.get("HTTP_IF_NONE_MATCH", ""),
            if_modified_since=meta.get("HTTP_IF_MODIFIED_SINCE", ""),
        )


def holding(response: HttpResponseBase, until: datetime, *, others_keep: int = OTHERS_KEEP) -> HttpResponseBase:
    """Say of a good answer until when it is right by itself, so that it may be kept: it is the same for everybody.

    ``others_keep``: for how many seconds other caches may answer without asking us; 0 where what it says can be
    taken back.
    """
    response.holds_until, response.others_keep = until, others_keep  # type: ignore[attr-defined]  # read below
    return response


def kept_answer(asked: Asked, at: datetime) -> HttpResponse | None:
    """Return the answer that is kept for this; None where it has to be made."""
    known = asked.found.last
    if not asked.key or known is None or not asked.found.holds(at):
        return None
    return _told(asked, known, at)


def read(asked: Asked, response: HttpResponseBase, *, at: datetime) -> HttpResponseBase:
    """Return what leaves of a good answer that was just made for a reader who asked at the instant ``at``.

    It is kept if it may be.
    """
    if response.streaming or not isinstance(response, HttpResponse):
        return _streamed(asked, response)
    until = getattr(response, "holds_until", None)
    if until is None or response.headers.get("Content-Type") != JSON:
        return _made(asked, response)
    others_keep = response.others_keep  # type: ignore[attr-defined]  # set together
    headers = {name: response.headers[name] for name in WITH_IT if name in response.headers}
    known = kept.known_of(response.content, until=until, made=timezone.now(), headers=headers, others_keep=others_keep)
    known = kept.since(known, asked.found.last)
    if asked.key and len(response.content) <= kept.LARGEST:
        kept.store(response.content, known)
        stamps.keep(asked.found, known, stamp=asked.found.stamp, until=until, at=at, remembered=kept.REMEMBERED)
    told = _told(asked, known, at, body=response.content)
    assert told is not None  # noqa: S101  # the body is here
    return told


def linked(data: Any) -> list[str]:
    """Return the links that an answer has in its body, as a header has them (RFC 8288): pages beside it, itself."""
    if not isinstance(data, Mapping):
        return []
    found = []
    if "results" in data:
        rels = (("next", "next"), ("prev", "previous"))
        found = [f'<{data[name]}>; rel="{rel}"' for rel, name in rels if data.get(name)]
    else:
        if isinstance(data.get("api_url"), str):
            found.append(f'<{data["api_url"]}>; rel="canonical"')
        if isinstance(data.get("url"), str) and data["url"]:
            found.append(f'<{data["url"]}>; rel="alternate"; type="text/html"')
    return found


def described(response: HttpResponseBase, *more: str) -> None:
    """Add links to an answer, and those to the description that every good answer has."""
    before = [response.headers["Link"]] if "Link" in response.headers else []
    response.headers["Link"] = ", ".join([*before, *more, *DESCRIBED])


@lru_cache(maxsize=1024)
def _key_of(path: str, query: str) -> str:
    """The same for the same question, in whatever order its parameters came; "" for what is not kept."""
    asked = sorted((name, value) for name, values in QueryDict(query).lists() for value in values)
    if any(name in NOT_KEPT for name, _value in asked):
        return ""
    return "api:" + sha256(repr((path, asked)).encode()).hexdigest()


def _told(asked: Asked, known: Known, at: datetime, *, body: bytes | None = None) -> HttpResponse | None:
    unchanged = _unchanged(asked, known.digest, known.modified, at)
    if unchanged is not None:
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
        name = known.etag(at=at, coding=asked.takes) if unchanged == "*" else unchanged
    else:
        text = kept.text_of(known, at=at, coding=asked.takes, body=body)
        if text is None:
            return None
        response = HttpResponse(text, content_type=JSON)
        name = known.etag(at=at, coding=asked.takes)
        _say_packed(response, asked.takes, len(text))
    headers = response.headers
    for header, value in known.headers:
        headers[header] = value
    age = max(0, min(int((known.until - at).total_seconds()), known.others_keep))
    headers["Cache-Control"] = f"public, max-age={age}" if known.others_keep else "public, no-cache"
    headers["ETag"] = name
    headers["Last-Modified"] = etags.last_modified(known.modified, at=at)
    headers["Vary"] = ", ".join(VARIES)
    return response


def _made(asked: Asked, response: HttpResponse) -> HttpResponse:
    """An answer that nobody keeps: named by its bytes, unless its view gave it a name."""
    headers = response.headers
    headers["Vary"] = ", ".join(VARIES)
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "private, no-cache"
    if "ETag" in headers:
        return response
    response.content = folding.unfolded(response.content)
    digest = sha256(response.content).hexdigest()[:32]
    held = etags.held(asked.if_none_match, digest) if asked.if_none_match else None
    coding = asked.takes if codings.is_packable(response) and len(response.content) >= codings.WORTH else codings.PLAIN
    headers["ETag"] = held if held not in (None, "*") else etags.etag(digest, second=None, coding=coding)
    if held is not None:
        response.status_code, response.content = 304, b""
        for name in ("Content-Type", "Content-Length"):
            headers.pop(name, None)
        return response
    response.content = codings.pack(response.content, coding)
    _say_packed(response, coding, len(response.content))
    return response


def _streamed(asked: Asked, response: Any) -> HttpResponseBase:
    patch_vary_headers(response, VARIES)
    if asked.takes and codings.is_packable(response):
        codings.pack_stream(response, asked.takes)
    return response


def packed(takes: str, response: HttpResponseBase) -> None:
    """Pack an answer that is no reader's, such as a problem, where that is worth it."""
    if response.streaming or not isinstance(response, HttpResponse) or not codings.is_packable(response):
        return
    if takes and len(response.content) >= codings.WORTH and "ETag" not in response.headers:
        response.content = codings.pack(response.content, takes)
        patch_vary_headers(response, ("Accept-Encoding",))
        _say_packed(response, takes, len(response.content))


def _unchanged(asked: Asked, digest: str, modified: int, at: datetime) -> str | None:
    """The name under which a client holds what it would get; "*" for whatever is sent, None where it gets it all."""
    if asked.if_none_match:
        return etags.held(asked.if_none_match, digest)
    since = asked.if_modified_since
    return "*" if since and etags.is_unchanged_since(since, modified, at=at) else None


def _say_packed(response: HttpResponse, coding: str, length: int) -> None:
    response.headers["Content-Length"] = str(length)
    if coding:
        response.headers["Content-Encoding"] = coding

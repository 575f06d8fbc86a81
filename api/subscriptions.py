"""What programs subscribe to, feeds and calendars: how it is asked for, and how it leaves.

Each language has an address of its own (``?lang=``); without one it is negotiated. Nothing depends on who asks, so what
is made once is kept for all under the public stamp, plain and packed, and whoever has it already is answered 304.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from hashlib import sha256
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.csrf import csrf_exempt

from api import codings, etags, links, problems
from api.problems import BadParameters
from common import stamps
from common.counting import HOUR, exceeds
from common.languages import active

P = ParamSpec("P")
LANGUAGE, CURSOR = "lang", "cursor"
LONGEST_VALUE = 3000
READING = ("GET", "HEAD")
METHODS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Made:
    """What a view has made. ``holds_until``: when the clock makes it wrong. ``filename`` is for who saves it."""

    body: bytes
    media_type: str
    changed_at: datetime
    holds_until: datetime | None = None
    filename: str = ""


@dataclass(frozen=True)
class _Known:
    """What is known of a body, looked up each time; the body itself only where somebody gets it."""

    digest: str
    media_type: str
    changed_at: datetime
    filename: str


class Refused(Exception):
    """What was asked cannot be done: an HTTP status, a sentence, and headers that say more."""

    def __init__(self, status: int, sentence: str, **headers: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.headers = status, sentence, headers


View = Callable[Concatenate[HttpRequest, P], Made]


def subscribed(
    *known: str, others_too: bool = False
) -> Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponse]]:
    """Answer with what a view makes, in the language that is asked for; it takes the parameters ``known`` and ``lang``.

    Whatever else is asked is refused, with the known ones; with ``others_too`` it is passed over. Pages further on are
    made anew each time, as there are endlessly many of them. Raise ``Refused`` for any other refusal.
    """

    def around(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            # The language of a reader's pages is a cookie, which programs of theirs do not have.
            request.COOKIES = {}
            if request.method == "OPTIONS":
                return _shared(_preflight())
            with translation.override(_language(request)):
                try:
                    _refuse(request, {*known, LANGUAGE}, others_too=others_too)
                    response = _answered(request, lambda: view(request, *args, **kwargs))
                except BadParameters as error:
                    response = _refused(400, "", _sentences(error))
                except _TooMany:
                    response = _refused(429, _("Too many requests. Try again later."))
                    response["Retry-After"] = str(HOUR)
                except Refused as error:
                    response = _refused(error.status, error.sentence)
                    for name, value in error.headers.items():
                        response[name] = value
                except Http404:
                    response = _refused(404, _("There is nothing at this address, or nothing that is public."))
                response["Content-Language"] = active()
            return _shared(response)

        # There is nothing that a page of another site could make somebody do.
        return csrf_exempt(answer)

    return around


def asked(request: HttpRequest, name: str) -> str:
    """The value of a parameter, "" where it is not asked for."""
    return request.GET.get(name, "")


def wrong(name: str, sentence: str) -> BadParameters:
    """The refusal of one parameter's value."""
    return BadParameters({name: [sentence]})


def address(request: HttpRequest, *, language: str | None = None, **changed: str) -> str:
    """This very document's address with its language, and with some parameters other than now; "" leaves one out."""
    now: Mapping[str, str] = request.GET.dict()
    said = {**now, LANGUAGE: language or active(), **changed}
    return f"{links.absolute(request.path)}?{urlencode(sorted((name, value) for name, value in said.items() if value))}"


def in_languages(request: HttpRequest) -> dict[str, str]:
    """The addresses of the same in the other languages there are."""
    return {code: address(request, language=code, cursor="") for code, _name in settings.LANGUAGES if code != active()}


def _language(request: HttpRequest) -> str:
    """The language to answer in: that which is asked for, if it is one of ours, else the one that is negotiated."""
    wanted = request.GET.get(LANGUAGE, "")
    return wanted if wanted in dict(settings.LANGUAGES) else translation.get_language_from_request(request)


def _refuse(request: HttpRequest, known: set[str], *, others_too: bool) -> None:
    """Raise Refused where something is to be written, BadParameters for what is not known, empty, or no language."""
    if request.method not in READING:
        raise Refused(405, str(problems.SAID[405]), Allow=", ".join(METHODS))
    errors = {}
    for name, values in request.GET.lists():
        if name not in known and others_too:
            continue
        if name not in known:
            names = pgettext("between two items of a list", ", ").join(sorted(known))
            errors[name] = [_("This parameter is not known."), _("Known here: %(names)s.") % {"names": names}]
        elif len(values) > 1:
            errors[name] = [_("This parameter is given more than once: give one value.")]
        elif not values[-1].strip():
            errors[name] = [_("This parameter has no value: give one, or leave it out.")]
        elif "\x00" in values[-1] or len(values[-1]) > LONGEST_VALUE:
            errors[name] = [_("This value is not known here.")]
    wanted = request.GET.get(LANGUAGE, "")
    if wanted and LANGUAGE not in errors and wanted not in dict(settings.LANGUAGES):
        names = pgettext("between two items of a list", ", ").join(code for code, _name in settings.LANGUAGES)
        errors[LANGUAGE] = [_("Known here: %(names)s.") % {"names": names}]
    if errors:
        raise BadParameters(errors)


class _TooMany(Exception):
    """This address has had more made for it in this hour than it may; what is kept ready does not count."""


def _answered(request: HttpRequest, make: Callable[[], Made]) -> HttpResponse:
    at = timezone.now()
    bodies: dict[str, bytes] = {}

    def fresh() -> tuple[_Known, datetime]:
        if exceeds(request, "subscriptions", 1, most=settings.SUBSCRIPTIONS_PER_HOUR):
            raise _TooMany
        made = make()
        bodies.update({coding: codings.pack(made.body, coding) for coding in (codings.PLAIN, *codings.KNOWN)})
        known = _Known(sha256(made.body).hexdigest()[:32], made.media_type, made.changed_at, made.filename)
        return known, made.holds_until or at + stamps.LONGEST

    # Taken off: what is packed here, or is not wanted packed, is not packed on its way out.
    coding = codings.wanted(request.META.pop("HTTP_ACCEPT_ENCODING", ""))
    if CURSOR in request.GET:
        return _unless_held(request, response := _described(fresh()[0], coding)) or _with(response, bodies[coding])
    known = stamps.kept(_key(request), fresh, under="public", at=at)
    for each, body in bodies.items():
        _keep(known, each, body)
    response = _described(known, coding)
    held = _unless_held(request, response)
    if held is not None:
        return held
    body = bodies.get(coding) or stamps.guarded(lambda: cache.get(_place(known, coding)))
    if body is None:
        # The cache has put it out, and may have what is known of it still.
        response = _described(fresh()[0], coding)
        body = bodies[coding]
    return _with(response, body)


def _keep(known: _Known, coding: str, body: bytes) -> None:
    seconds = int((2 * stamps.LONGEST).total_seconds())
    stamps.guarded(lambda: cache.set(_place(known, coding), body, timeout=seconds))


def _place(known: _Known, coding: str) -> str:
    return f"subscription-body:{known.digest}:{coding}"


def _key(request: HttpRequest) -> str:
    said = (request.path, active(), sorted(request.GET.dict().items()))
    return "subscription:" + sha256(repr(said).encode()).hexdigest()


def _described(known: _Known, coding: str) -> HttpResponse:
    response = HttpResponse(content_type=known.media_type)
    if coding:
        response["Content-Encoding"] = coding
    response["ETag"] = etags.etag(known.digest, second=None, coding=coding)
    response["Last-Modified"] = http_date(known.changed_at.timestamp())
    # A source can take back at any moment what everybody reads of it.
    response["Cache-Control"] = "public, no-cache"
    patch_vary_headers(response, ["Accept-Encoding", "Accept-Language"])
    if known.filename:
        response["Content-Disposition"] = f'attachment; filename="{known.filename}"'
    return response


def _unless_held(request: HttpRequest, response: HttpResponse) -> HttpResponse | None:
    """The answer to somebody who has it already, None for all others.

    By the ETag alone: a title can be mended, and a second brings two things, under one Last-Modified.
    """
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return None if answer is response else answer


def _with(response: HttpResponse, body: bytes) -> HttpResponse:
    response.content = body
    return response


def _sentences(error: BadParameters) -> Mapping[str, list[str]]:
    said: Mapping[str, list[str]] = error.detail  # type: ignore[assignment]  # sentences by parameter
    return {name: [str(sentence) for sentence in sentences] for name, sentences in said.items()}


def _shared(response: HttpResponse) -> HttpResponse:
    """Any site's scripts may read it."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    return response


def _preflight() -> HttpResponse:
    response = HttpResponse(status=204)
    response["Allow"] = response["Access-Control-Allow-Methods"] = ", ".join(METHODS)
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _refused(status: int, detail: str, errors: Mapping[str, list[str]] | None = None) -> HttpResponse:
    said = " ".join(sentence for sentences in (errors or {}).values() for sentence in sentences) or detail
    response = JsonResponse(problems.problem(status, said, errors=errors), status=status)
    response["Content-Type"] = problems.MEDIA_TYPE
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Accept-Language"])
    return response

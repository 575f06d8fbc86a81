"""What happens around every page: the reader's language and zone, and refusals that help."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control, patch_vary_headers

from common import moments
from common.refusals import Refusal
from web.context import reader
from web.views import errors

Answer = Callable[[HttpRequest], HttpResponse]

ZONE_COOKIE = "tz"
ON_OTHER_SITES = "/embed/"


class SameForEverybody:
    """What other sites show of us knows no cookies and no language but the one in its address.

    Stands before sessions and languages are looked for. The page on which such a list is built is a page like others.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ON_OTHER_SITES) or request.path == ON_OTHER_SITES:
            return self.get_response(request)
        for header in ("HTTP_COOKIE", "HTTP_ACCEPT_LANGUAGE"):
            request.META.pop(header, None)
        response = self.get_response(request)
        response["Vary"] = "Accept-Encoding"
        return response


class ReaderMiddleware:
    """Writes the page in the reader's time zone and language.

    A signed-in person's own choice of language is used unless they chose another one for this browser; their zone
    always. A visitor gets the language that Django found and the zone in the cookie ``tz``, else UTC. Without a
    session cookie neither session nor database is touched.

    A page that says nothing of caches is shown out of none without asking us: what it shows can be taken back.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = reader(request)
        if person is not None and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            self._speak(request, person.language)
        zone = person.time_zone if person is not None else request.COOKIES.get(ZONE_COOKIE, "")
        with timezone.override(moments.zone(zone or "UTC")):
            response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie",))
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, private=True, no_cache=True)
        return response

    def _speak(self, request: HttpRequest, language: str) -> None:
        """Use a language that the pages are written in; ``LocaleMiddleware`` puts things back afterwards."""
        if language in dict(settings.LANGUAGES):
            translation.activate(language)
            request.LANGUAGE_CODE = translation.get_language()


class RefusalMiddleware:
    """Turns a refusal that a page let through into a page that says why, with the status from the one table."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for refusals; leave every other exception to Django."""
        return errors.refused(request, exception) if isinstance(exception, Refusal) else None

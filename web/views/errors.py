"""Pages for when something does not work. Each says what happened and what to do now."""

import logging

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from common.kept_forms import written
from common.refusals import Incomplete, Refusal, status_of

log = logging.getLogger(__name__)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal's own sentence, on a page, with its status; and what was typed, to be copied."""
    fields = list(refusal.fields.values()) if isinstance(refusal, Incomplete) else []
    context = {"sentence": refusal.sentence, "fields": fields, "words": _written(request)}
    response = render(request, "refused.html", context, status=status_of(refusal))
    if context["words"]:
        patch_cache_control(response, private=True, no_store=True)
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself could not be understood."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in or not, this page is not for this reader."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or none that this reader may see."""
    return render(request, "404.html", {"path": request.path}, status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was sent without its token: mostly an old page or refused cookies.

    What was typed is given back to copy, except to whoever comes from another site: nobody else's words
    shall stand on our pages as if they were the reader's own.
    """
    log.warning("form refused: %s", reason)
    words = [] if _is_foreign(request) else _written(request)
    response = render(request, "403_csrf.html", {"words": words}, status=403)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Needs neither database nor session, because they may be what failed."""
    try:
        page: str = render_to_string("500.html")
    except Exception:
        log.exception("the page for errors failed as well")
        page = _("Something went wrong on our side. Please try again in a few minutes.")
    return HttpResponse(page, status=500)


def _is_foreign(request: HttpRequest) -> bool:
    """Does the browser say that the form stood on another site? Those that say nothing are believed."""
    own = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return (
        request.headers.get("Sec-Fetch-Site", "none") not in {"none", "same-origin"}
        or request.headers.get("Origin", settings.SITE_URL) not in own
    )


def _written(request: HttpRequest) -> list[str]:
    try:
        return written(request.POST)
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return []  # too large, or broken off

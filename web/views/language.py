"""The reader chooses the language of the pages, without JavaScript."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

A_YEAR = 365 * 24 * 3600


@require_safe
def choose(request: HttpRequest) -> HttpResponseRedirect:
    """Remember ``to`` in a cookie and go back to ``next``, if that is a page of ours; else to the first page.

    Only a cookie is set: what a person chose in their account stays. An unknown language changes nothing.
    """
    response = HttpResponseRedirect(_own_page(request, request.GET.get("next", "")))
    language = request.GET.get("to", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=A_YEAR,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )
    response.headers["Cache-Control"] = "no-store"
    return response


def _own_page(request: HttpRequest, address: str) -> str:
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if address and safe else reverse("web:home")

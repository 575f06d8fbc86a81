"""What every page's frame needs to know."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from common import moments
from common.languages import Language, active, direction

if TYPE_CHECKING:
    from stakeholders.models import Person

Links = list[tuple[str, str]]


def site(request: HttpRequest) -> dict[str, Any]:
    """``frame``: languages, places and the reader's own links. Asks the database nothing for a visitor.

    Computed only if a template uses it, so that an answer without a frame pays nothing.
    """
    return {"frame": SimpleLazyObject(partial(_frame, request))}


def reader(request: HttpRequest) -> "Person | None":
    """Whoever is signed in. Without a session cookie nobody is, and the session stays untouched."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    person = getattr(request, "user", None)
    return person if person is not None and person.is_authenticated else None


def _frame(request: HttpRequest) -> dict[str, Any]:
    language = active()
    return {
        "demo": settings.DEMO,
        "language": language,
        "direction": direction(language),
        "languages": [Language(code) for code, _name in settings.LANGUAGES],
        "language_url": reverse("web:language"),
        "path": request.get_full_path() if request.method == "GET" else request.path,
        "zone": moments.zone_name(moments.readers_zone()),
        "places": _links(
            (_("Open periods"), "web:home"),
            (_("Processes"), "web:processes"),
            (_("Search"), "web:search"),
            (_("Help"), "web:help"),
        ),
        "own_places": _own(reader(request)),
        "about": _links(
            (_("Accessibility"), "web:help", "#accessibility"),
            (_("For other portals: the API"), "api:docs"),
        ),
    }


def _own(person: "Person | None") -> Links:
    if person is None:
        return _links((_("Sign in"), "account_login"))
    desk = [(_("Desk"), "secretariat:desk")] if person.works_for_a_secretariat else []
    return _links(
        *desk,
        (_("My contributions"), "web:me"),
        (_("Account"), "mfa_index"),
        (_("Sign out"), "account_logout"),
    )


def _links(*given: tuple[str, ...]) -> Links:
    """Labels with their addresses, in this order; a place that is not built yet is left out."""
    links = []
    for label, name, *fragment in given:
        try:
            links.append((label, reverse(name) + "".join(fragment)))
        except NoReverseMatch:
            continue
    return links

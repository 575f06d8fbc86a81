"""What every page's frame needs to know."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.translation import gettext as _

from common import moments
from common.languages import active, direction, own_name

if TYPE_CHECKING:
    from stakeholders.models import Person

Links = list[tuple[str, str]]


def site(request: HttpRequest) -> dict[str, Any]:
    """``frame``: languages, places and the reader's own links. Asks the database nothing for a visitor."""
    person = reader(request)
    language = active()
    fixed = _fixed(language, get_urlconf())
    frame = {
        **fixed,
        "demo": settings.DEMO,
        "path": request.get_full_path() if request.method == "GET" else request.path,
        "zone": moments.zone_name(moments.readers_zone(), language=language),
        "own_places": fixed["doors"] if person is None else _own(person),
    }
    return {"frame": frame}


def reader(request: HttpRequest) -> "Person | None":
    """Whoever is signed in. Without a session cookie nobody is, and the session stays untouched."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    person = getattr(request, "user", None)
    return person if person is not None and person.is_authenticated else None


@lru_cache(maxsize=64)
def _fixed(language: str, urlconf: str | None) -> dict[str, Any]:
    """What is the same for all readers of a language, worked out once."""
    return {
        "language": language,
        "direction": direction(language),
        "languages": [(code, own_name(code), direction(code)) for code, _name in settings.LANGUAGES],
        "language_url": reverse("web:language"),
        "places": _links(
            (_("Open periods"), "web:home"),
            (_("Processes"), "web:processes"),
            (_("Search"), "web:search"),
            (_("Help"), "web:help"),
        ),
        "doors": _links((_("Sign in"), "account_login")),
        "about": _links(
            (_("Accessibility"), "web:help", "#accessibility"),
            (_("Who may do what"), "web:roles"),
            (_("For other portals: the API"), "api:docs"),
            (_("For your site"), "web:embed"),
        ),
    }


def _own(person: "Person") -> Links:
    desk = [(_("Desk"), "secretariat:desk")] if person.sees_a_desk else []
    if person.is_superuser and not desk:
        desk = [(_("Set up a process"), "secretariat:new_process")]
    return _links(
        *desk,
        (_("My contributions"), "web:me"),
        (_("News"), "web:news"),
        (_("My organisations"), "web:organisations"),
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

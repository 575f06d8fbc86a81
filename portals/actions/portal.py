"""Registering a portal, and saying what it is."""

from itertools import count
from typing import Any
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from common.lines import one_line, storable
from common.refusals import Incomplete, NotPossible, Sentence
from common.stamps import bump
from portals.models import Portal
from record.actions import enter
from stakeholders.models import Person

from .permission import held

# Nobody runs more; a program that registers does.
MOST_PORTALS = 10
LONGEST_NAME = 120
LONGEST_ABOUT = 1000
LONGEST_URL = 300
_is_address = URLValidator(schemes=["http", "https"])
# One portal is registered at a time, so that two of one name get two addresses. Spells "portal" in ASCII.
REGISTERING = int.from_bytes(b"portal")


@transaction.atomic
def register_portal(*, name: str, about: str, url: str, email: str = "", by: Person) -> Portal:
    """Register another site, which ``by`` runs; no process has let it in yet, and it has no key.

    ``email`` is one of the addresses that ``by`` has proven; "" is the one they sign in with. Raise ``Incomplete``
    naming what is missing or wrong, ``NotPossible`` after ``MOST_PORTALS``.
    """
    given = _read(name=name, about=about, url=url, email=email, owner=by)
    # Two windows of one person wait here for one another.
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if by.portals.count() >= MOST_PORTALS:
        raise NotPossible(
            _("You have registered %(limit)d portals already, which is as many as one person can.")
            % {"limit": MOST_PORTALS}
        )
    portal = Portal.objects.create(slug=_free_slug(given["name"]), owner=by, **given)
    enter("portal.register", subject=portal, by=by)
    return portal


@transaction.atomic
def change_portal(portal: Portal, *, name: str, about: str, url: str, email: str = "", by: Person | None) -> None:
    """Say anew what the portal is. Raise ``NotAllowed``, and ``Incomplete`` naming what is wrong.

    Its name and its address on the web stay once a process has decided about it: they are what the secretariat let in.
    """
    current = held(portal, by)
    given = _read(name=name, about=about, url=url, email=email, owner=current.owner)
    fixed = current.admissions.exclude(decided_at=None).exists()
    stays = _("A secretariat has decided about the portal under this name and address: they stay.")
    wrong: dict[str, Sentence] = {
        field: stays for field in ("name", "url") if fixed and given[field] != getattr(current, field)
    }
    if wrong:
        raise Incomplete(stays, fields=wrong)
    new = {field: value for field, value in given.items() if value != getattr(current, field)}
    if new:
        Portal.objects.filter(pk=current.pk).update(**new)
        enter("portal.change", subject=current, by=by, fields=" ".join(sorted(new)))
        bump("public")
        bump("portals")
    portal.refresh_from_db()


def _read(*, name: str, about: str, url: str, email: str, owner: Person) -> dict[str, Any]:
    name, about, url = one_line(name), storable(about).strip(), one_line(url)
    address = one_line(email) or owner.email
    wrong: dict[str, Sentence] = {}
    if not name:
        wrong["name"] = _("Enter the name of the portal.")
    elif len(name) > LONGEST_NAME:
        wrong["name"] = _("This name is longer than %(limit)d characters. Use its short form.") % {
            "limit": LONGEST_NAME
        }
    if not about:
        wrong["about"] = _("Say in a few words what the portal is and whom it reaches.")
    elif len(about) > LONGEST_ABOUT:
        wrong["about"] = _("This is longer than %(limit)d characters.") % {"limit": LONGEST_ABOUT}
    if not _is_of_the_web(url):
        wrong["url"] = _("Enter the address of the portal on the web, beginning with https://.")
    if address.lower() not in {each.lower() for each in addresses_of(owner)}:
        wrong["email"] = _("Choose an address that you have confirmed in your settings.")
    if wrong:
        raise Incomplete(_("Something about the portal is missing or wrong."), fields=wrong)
    return {"name": name, "about": about, "url": url, "email": address}


def _is_of_the_web(url: str) -> bool:
    try:
        _is_address(url)
        parts = urlsplit(url)
    except (ValidationError, ValueError):
        return False
    return len(url) <= LONGEST_URL and not parts.username and not parts.password


def addresses_of(owner: Person) -> list[str]:
    """Return the addresses to which letters about a portal of this person can go: the one they sign in with first."""
    others = EmailAddress.objects.filter(user=owner, verified=True).order_by("email").values_list("email", flat=True)
    return [owner.email, *(each for each in others if each.lower() != owner.email.lower())]


def _free_slug(name: str) -> str:
    """An address that no portal has yet; the transaction keeps it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REGISTERING])
    stem = slugify(name)[:50].strip("-") or "portal"
    # "new" is the page on which one is registered.
    taken = {"new", *Portal.objects.filter(slug__startswith=stem).values_list("slug", flat=True)}
    return next(slug for slug in (stem if n == 1 else f"{stem}-{n}" for n in count(1)) if slug not in taken)

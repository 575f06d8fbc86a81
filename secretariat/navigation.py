"""The rooms of the desk, as every page of it shows them to whoever may enter."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.roles import May, roles_that
from stakeholders.models import Person


@dataclass(frozen=True)
class Place:
    """One room: its label, the name of its address, and what one must be allowed in some process to see it."""

    label: str | Promise
    name: str
    may: May = May.READ_DESK


PLACES = (
    Place(_("What waits"), "secretariat:desk"),
    Place(_("Comment periods"), "secretariat:periods"),
    Place(_("Sources"), "secretariat:sources"),
    Place(_("Texts"), "secretariat:texts"),
    Place(pgettext_lazy("contributions with one text", "Campaigns"), "secretariat:campaigns"),
    Place(_("Enter"), "secretariat:enter", May.MODERATE),
    Place(_("Lanes"), "secretariat:lanes"),
    Place(pgettext_lazy("who takes part", "Participation"), "secretariat:participation"),
    Place(_("Letters"), "secretariat:outbox"),
    Place(_("To take away"), "secretariat:exports"),
    Place(_("Processes"), "secretariat:processes"),
    Place(_("Service times and wordings"), "secretariat:practice"),
    Place(pgettext_lazy("of the running house", "Health"), "secretariat:health", May.SET_UP),
)


@dataclass(frozen=True)
class Way:
    """A link of the navigation. ``is_here``: it leads to this very page; ``is_within``: to the room it is in."""

    label: str | Promise
    url: str
    is_here: bool
    is_within: bool


def ways(person: Person, path: str) -> list[Way]:
    """The rooms that ``person`` may enter, from the page at ``path``, in the order of ``PLACES``."""
    open_to_them = [
        (place.label, reverse(place.name)) for place in PLACES if person.processes_as(roles_that(place.may))
    ]
    room = max((url for _label, url in open_to_them if path.startswith(url)), key=len, default="")
    return [Way(label, url, url == path, url == room) for label, url in open_to_them]

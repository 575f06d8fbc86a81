"""Who will stand above a contribution that is not sent yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django_countries import countries

from common.languages import active
from common.localized import Wording
from contributions.enums import Speaking
from stakeholders.models import Person, Source, StakeholderGroup


@dataclass(frozen=True)
class Speaker:
    """One source as the head of a contribution prints it."""

    name: str
    acronym: str = ""
    country: str = ""
    group: Wording | None = None


def speakers_of(speaking: str, named: Sequence[Mapping[str, Any]], *, person: Person | None) -> list[Speaker]:
    """The sources as publication would print them, known ones by their name in the reader's language.

    At most two queries.
    """
    if speaking == Speaking.MYSELF:
        groups = StakeholderGroup.objects.filter(for_individuals=True).order_by("pk")[:1]
        name = person.get_full_name() if person else _("Your name")
        return [Speaker(name, group=group.wording) for group in groups] or [Speaker(name)]
    known = Source.objects.select_related("group").in_bulk([entry["id"] for entry in named if entry.get("id")])
    codes = {str(entry.get("group", "")) for entry in named if not entry.get("id")} - {""}
    by_code = {group.code: group for group in StakeholderGroup.objects.filter(code__in=codes)} if codes else {}
    return [_known(known[entry["id"]]) if entry.get("id") in known else _new(entry, by_code) for entry in named]


def _known(source: Source) -> Speaker:
    country = str(countries.name(str(source.country)) or "")
    return Speaker(source.name_in(active()), source.acronym, country, source.group.wording)


def _new(entry: Mapping[str, Any], groups: Mapping[str, StakeholderGroup]) -> Speaker:
    group = groups.get(str(entry.get("group", "")))
    return Speaker(
        str(entry.get("name", "")),
        str(entry.get("acronym", "")),
        str(countries.name(str(entry.get("country", ""))) or ""),
        group.wording if group else None,
    )

"""Which sources there are, in neutral order, and which one a name means."""

from django.conf import settings
from django.db.models import Q, QuerySet

from stakeholders.models import Source, SourceName
from stakeholders.naming import normalised


def alphabetical(language: str) -> QuerySet[SourceName]:
    """Every source by its name in ``language``, in that language's alphabetical order, with its group.

    Ordered by ``(sort_key, source_id)`` for keyset pages. A language without stored names reads as English.
    """
    code = language if language in settings.UN_LANGUAGES else settings.LANGUAGE_CODE
    return SourceName.objects.filter(language=code).select_related("source__group").order_by("sort_key", "source_id")


def find_organisations(name: str, *, country: str = "") -> QuerySet[Source]:
    """The organisations that are called ``name`` in any language, or by it as their acronym.

    Case, stops and blanks do not count. With ``country``, those of another country are left out.
    """
    known = Source.objects.organisations().filter(known_as__contains=[normalised(name)])
    if country:
        known = known.filter(Q(country=country.upper()) | Q(country=""))
    return known.select_related("group").order_by("pk")


def find_organisation(name: str, *, country: str = "") -> Source | None:
    """The one organisation that ``name`` means; None where there is none, or where it could be several.

    Ministries of many countries share a name: give the country wherever it is known.
    """
    if not normalised(name):
        return None
    found = list(find_organisations(name, country=country)[:2])
    return found[0] if len(found) == 1 else None

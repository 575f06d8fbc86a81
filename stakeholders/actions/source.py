"""Entering sources: organisations by name, individuals as themselves."""

from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django_countries import countries

from common.collation import sort_key
from common.lines import one_line
from common.refusals import Incomplete, Sentence
from record.actions import enter
from stakeholders.enums import SourceKind
from stakeholders.models import Person, Source, SourceName, StakeholderGroup
from stakeholders.naming import known_forms, normalised, slug_stem

from .group import ensure_default_groups

LONGEST_NAME = 300
LONGEST_ACRONYM = 40
# PostgreSQL takes about 2,700 bytes in one index entry; names alike in so many are equal for any list.
LONGEST_KEY = 2000
# Marks our locks on names among others in the database; any constant will do, this one spells "name".
NAMES = int.from_bytes(b"name")


@transaction.atomic
def register_organisation(
    *,
    name: str,
    group: StakeholderGroup,
    by: Person | None,
    acronym: str = "",
    country: str = "",
    translations: Mapping[str, str] | None = None,
) -> Source:
    """Enter an organisation or government and return its source; nobody speaks for it yet.

    It is entered even if one of the same name exists: ministries of many countries share a name. Ask
    ``stakeholders.queries.find_organisation`` first. Raise ``Incomplete`` naming what is missing or wrong.
    """
    name, acronym, country = one_line(name), one_line(acronym), one_line(country).upper()
    wrong = _wrong_name(name) | wrong_details(SourceKind.ORGANISATION, acronym=acronym, country=country, group=group)
    if wrong:
        raise Incomplete(_("Something about this source is missing or wrong."), fields=wrong)
    source = _store(
        kind=SourceKind.ORGANISATION,
        name=name,
        acronym=acronym,
        country=country,
        group=group,
        translations={code: text for code, text in (translations or {}).items() if text},
    )
    enter("source.register", subject=source, by=by, kind=str(source.kind), group=group.pk, country=country)
    return source


def hold_names(names: Iterable[str]) -> None:
    """Let nobody else enter a source of one of these names until the present transaction ends.

    So that of many who name one new body at once the first enters it and the others find it. Whoever
    enters several holds all of their names first: taken in one order, nobody waits in a circle.
    """
    keys = sorted({key for name in names for key in (normalised(name), slug_stem(one_line(name)))})
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [NAMES, key])


@transaction.atomic
def own_source(person: Person) -> Source:
    """The source that stands for the person as an unaffiliated individual, created when first needed.

    It bears the person's name of now: what was published keeps the name of then in its own words.
    Two at once get the same one.
    """
    source = Source.objects.select_related("group").filter(person=person).first()
    if source is None:
        source = _first_own_source(person)
    elif source.name != person.get_full_name():
        source.name = person.get_full_name()
        source.known_as = known_forms([source.name])
        source.save(update_fields=["name", "known_as"])
        _write_names(source)
    return source


def _first_own_source(person: Person) -> Source:
    # Whoever comes second waits here and then finds the first one's.
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    known = Source.objects.select_related("group").filter(person=person).first()
    if known is not None:
        return known
    group = StakeholderGroup.objects.filter(for_individuals=True).order_by("pk").first()
    if group is None:
        group = next(group for group in ensure_default_groups() if group.for_individuals)
    source = _store(kind=SourceKind.INDIVIDUAL, name=person.get_full_name(), group=group, person=person)
    enter("source.register", subject=source, by=person, kind=str(source.kind), group=group.pk)
    return source


def wrong_details(
    kind: SourceKind | str, *, acronym: str, country: str, group: StakeholderGroup
) -> dict[str, Sentence]:
    """What a source of this kind cannot be or be called, by field."""
    wrong: dict[str, Sentence] = {}
    if group.for_individuals and kind == SourceKind.ORGANISATION:
        wrong["group"] = _("Choose the group of the organisation; this one is for people who speak for themselves.")
    if not group.for_individuals and kind == SourceKind.INDIVIDUAL:
        wrong["group"] = _("A person who speaks for nobody else stays in the group of individuals.")
    if country and country not in countries:
        wrong["country"] = _("Choose the country from the list.")
    if len(acronym) > LONGEST_ACRONYM:
        wrong["acronym"] = _("This acronym is longer than %(limit)d characters.") % {"limit": LONGEST_ACRONYM}
    return wrong


def _wrong_name(name: str) -> dict[str, Sentence]:
    if not name:
        return {"name": _("Enter the name of the organisation or government.")}
    if len(name) > LONGEST_NAME:
        longest = {"limit": LONGEST_NAME}
        return {"name": _("This name is longer than %(limit)d characters. Use its short form.") % longest}
    return {}


def _store(*, name: str, translations: Mapping[str, str] | None = None, **fields: Any) -> Source:
    """Insert the source under the first free address that its name gives, and its names in every language."""
    called = [name, fields.get("acronym", ""), *(translations or {}).values()]
    given = fields | {"name": name, "translations": dict(translations or {}), "known_as": known_forms(called)}
    hold_names([name])
    stem = slug_stem(name)
    taken = set(Source.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    for slug in (stem if number == 1 else f"{stem}-{number}" for number in count(1)):
        if slug in taken:
            continue
        try:
            with transaction.atomic():
                source = Source.objects.create(slug=slug, **given)
        except IntegrityError:  # somebody took this address a moment ago, or it is another fault: see below
            if not Source.objects.filter(slug=slug).exists():
                raise
            continue
        _write_names(source)
        return source
    raise AssertionError("There is always another number.")


def _write_names(source: Source) -> None:
    """A row for each language of the United Nations, with the place of the name in its alphabetical order."""
    SourceName.objects.bulk_create(
        [
            SourceName(
                source=source,
                language=language,
                name=source.name_in(language),
                sort_key=sort_key(source.name_in(language), language=language)[:LONGEST_KEY],
            )
            for language in settings.UN_LANGUAGES
        ],
        update_conflicts=True,
        unique_fields=["source", "language"],
        update_fields=["name", "sort_key"],
    )

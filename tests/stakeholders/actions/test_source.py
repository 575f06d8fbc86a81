"""Entering organisations and individuals."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from common.refusals import Incomplete
from record.models import Entry
from record.queries import about
from stakeholders.actions import ensure_default_groups, own_source, register_organisation
from stakeholders.models import Person, Source, SourceName, StakeholderGroup
from stakeholders.queries import alphabetical, find_organisation

LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh"]


@pytest.fixture
def governments(groups: dict[str, StakeholderGroup]) -> StakeholderGroup:
    return groups["governments"]


def test_default_groups_are_the_seven_and_are_made_once(db: None) -> None:
    first = ensure_default_groups()
    second = ensure_default_groups()
    assert [group.code for group in first] == [group.code for group in second]
    assert StakeholderGroup.objects.count() == 7
    assert [group.code for group in first if group.for_individuals] == ["individuals"]
    assert all(sorted(group.name.data) == LANGUAGES for group in second)


def test_registered_organisation_has_a_name_to_sort_by_in_every_language(governments: StakeholderGroup) -> None:
    source = register_organisation(
        name="  Ministry of  Posts ",
        acronym="MoP",
        country="ch",
        group=governments,
        translations={"fr": "Ministère des postes"},
        by=None,
    )
    assert (source.name, source.acronym, str(source.country), source.slug) == (
        "Ministry of Posts",
        "MoP",
        "CH",
        "ministry-of-posts",
    )
    names = {row.language: row.name for row in source.names.all()}
    assert names == dict.fromkeys(LANGUAGES, "Ministry of Posts") | {"fr": "Ministère des postes"}
    assert [entry.verb for entry in about(source)] == ["source.register"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 301}, "name"),
        ({"acronym": "x" * 41}, "acronym"),
        ({"country": "QQ"}, "country"),
    ],
)
def test_source_that_is_wrong_is_refused_with_the_field(
    given: dict[str, Any], field: str, governments: StakeholderGroup
) -> None:
    with pytest.raises(Incomplete) as refusal:
        register_organisation(**({"name": "Ministry"} | given), group=governments, by=None)
    assert list(refusal.value.fields) == [field]
    assert not Source.objects.exists()


def test_organisation_cannot_stand_among_individuals(groups: dict[str, StakeholderGroup]) -> None:
    with pytest.raises(Incomplete) as refusal:
        register_organisation(name="Ministry", group=groups["individuals"], by=None)
    assert list(refusal.value.fields) == ["group"]


@pytest.mark.parametrize("letter", ["x", "国", "ﷺ", "é"])
def test_longest_name_fits_every_index(letter: str, governments: StakeholderGroup) -> None:
    source = register_organisation(name=letter * 300, group=governments, by=None)
    assert len(source.names.all()) == len(LANGUAGES)


def test_same_name_twice_gets_two_addresses(governments: StakeholderGroup) -> None:
    slugs = [register_organisation(name="Ministry", group=governments, by=None).slug for _each in range(3)]
    assert slugs == ["ministry", "ministry-2", "ministry-3"]


@pytest.mark.django_db(transaction=True)
def test_same_name_from_many_at_once_gets_as_many_addresses() -> None:
    group = next(group for group in ensure_default_groups() if group.code == "academia")

    def register(_number: int) -> str:
        try:
            return register_organisation(name="示例大学", group=group, by=None).slug
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        slugs = list(pool.map(register, range(16)))
    assert len(set(slugs)) == 16


@pytest.mark.django_db(transaction=True)
def test_own_source_asked_for_from_many_at_once_is_one() -> None:
    ensure_default_groups()
    person = Person.objects.create_user("ines@example.org", name="Ines Example")

    def ask(_number: int) -> int:
        try:
            return own_source(Person.objects.get(pk=person.pk)).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(ask, range(8)))) == 1
    assert Entry.objects.filter(verb="source.register").count() == 1


def test_own_source_follows_the_name_of_the_person(groups: dict[str, StakeholderGroup]) -> None:
    person = Person.objects.create_user("ines@example.org", name="Ines Example")
    before = own_source(person)
    person.name = "Inés Ejemplo"
    after = own_source(person)
    assert (after.pk, after.name, after.slug) == (before.pk, "Inés Ejemplo", "ines-example")
    assert set(SourceName.objects.filter(source=after).values_list("name", flat=True)) == {"Inés Ejemplo"}
    assert after.group.for_individuals


def test_organisation_is_found_by_any_of_its_names(make_source: Callable[..., Source]) -> None:
    source = make_source("Union of Example Networks", acronym="U.E.N.")
    assert [find_organisation(name) for name in ("union of  example networks", "uen", "Union", "")] == [
        source,
        source,
        None,
        None,
    ]


def test_name_that_several_bear_means_none_of_them_without_the_country(make_source: Callable[..., Source]) -> None:
    swiss = make_source("Ministry of Posts", country="CH")
    make_source("Ministry of Posts", country="PE")
    found = [find_organisation("Ministry of Posts", country=country) for country in ("", "CH", "KE")]
    assert found == [None, swiss, None]


def test_individual_is_never_found_as_an_organisation(groups: dict[str, StakeholderGroup]) -> None:
    own_source(Person.objects.create_user("ines@example.org", name="Ines Example"))
    assert find_organisation("Ines Example") is None


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("en", ["Ärzte", "azure", "Éclair", "Zebra", "Яма", "وزارة", "中"]),
        ("xx", ["Ärzte", "azure", "Éclair", "Zebra", "Яма", "وزارة", "中"]),
    ],
)
def test_sources_come_in_alphabetical_order_not_in_that_of_code_points(
    language: str, order: list[str], make_source: Callable[..., Source]
) -> None:
    for name in reversed(order):
        make_source(name)
    assert [row.name for row in alphabetical(language)] == order


def test_each_language_has_an_order_of_its_own(governments: StakeholderGroup) -> None:
    register_organisation(name="Germany", group=governments, translations={"fr": "Allemagne"}, by=None)
    register_organisation(name="Chad", group=governments, translations={"fr": "Tchad"}, by=None)
    assert [row.name for row in alphabetical("en")] == ["Chad", "Germany"]
    assert [row.name for row in alphabetical("fr")] == ["Allemagne", "Tchad"]

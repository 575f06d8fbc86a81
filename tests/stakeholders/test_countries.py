"""What the table of countries says, as far as it is certain (editions: stakeholders/data/README.md)."""

from collections import Counter

import pytest
from django.utils import translation
from django_countries import countries as named

from stakeholders import countries
from stakeholders.countries import REGIONS, SUB_REGIONS, UN_GROUPS, country, region_of


def test_table_has_the_248_countries_and_areas_of_m49() -> None:
    table = countries.countries()
    assert len(table) == 248
    assert len({entry.m49 for entry in table.values()}) == 248


def test_every_country_of_the_table_has_a_translated_name_and_only_one_code_has_no_row() -> None:
    assert set(dict(named)) - set(countries.countries()) == {"TW"}
    assert set(countries.countries()) <= set(dict(named))


def test_groups_of_countries_are_as_many_as_the_sources_count() -> None:
    entries = countries.countries().values()
    counts = {
        "ldc": sum(entry.is_ldc for entry in entries),
        "lldc": sum(entry.is_lldc for entry in entries),
        "sids": sum(entry.is_sids for entry in entries),
    }
    assert counts == {"ldc": 44, "lldc": 32, "sids": 53}


def test_least_developed_countries_are_in_the_regions_the_united_nations_states() -> None:
    regions = Counter(entry.region for entry in countries.countries().values() if entry.is_ldc)
    # 33 in Africa less Sao Tome and Principe, 9 in Asia less Bhutan, Haiti, 3 in the Pacific.
    assert regions == {"002": 32, "142": 8, "019": 1, "009": 3}


def test_no_least_developed_country_is_called_developed() -> None:
    assert [entry.code for entry in countries.countries().values() if entry.is_ldc and not entry.is_developing] == []


@pytest.mark.parametrize("code", ["BT", "ST", "VU", "AO", "BD"])
def test_graduations_are_those_of_the_stated_edition(code: str) -> None:
    entry = country(code)
    assert entry is not None
    assert entry.is_ldc is (code in {"AO", "BD"})


@pytest.mark.parametrize(
    ("code", "region", "sub_region", "development"),
    [
        ("CH", "150", "155", "developed"),
        ("PE", "019", "419", "developing"),
        ("KE", "002", "202", "developing"),
        ("KR", "142", "030", "developed"),
        ("CY", "142", "145", "developed"),
        ("TR", "142", "145", "developing"),
        ("MX", "019", "419", "developing"),
        ("FJ", "009", "054", "developing"),
        ("AQ", "", "", ""),
    ],
)
def test_country_stands_where_m49_puts_it(code: str, region: str, sub_region: str, development: str) -> None:
    entry = country(code)
    assert entry is not None
    assert (entry.region, entry.sub_region, entry.development) == (region, sub_region, development)


def test_every_region_and_sub_region_of_the_table_has_a_name() -> None:
    entries = countries.countries().values()
    assert {entry.region for entry in entries} - {""} == set(REGIONS)
    assert {entry.sub_region for entry in entries} - {""} == set(SUB_REGIONS)


def test_code_that_m49_does_not_list_has_no_region() -> None:
    assert [region_of(code) for code in ("", "TW", "XX", "ke")] == ["", "", "", "002"]


def test_regions_come_in_the_alphabetical_order_of_the_reader() -> None:
    with translation.override("en"):
        assert [name for _code, name in countries.regions()] == ["Africa", "Americas", "Asia", "Europe", "Oceania"]


def test_every_member_state_is_in_one_regional_group_and_groups_are_as_large_as_stated() -> None:
    sizes = Counter(entry.un_group for entry in countries.countries().values() if entry.un_group)
    assert sizes == {
        "african": 54,
        "asia-pacific": 54,
        "eastern-european": 23,
        "latin-american-caribbean": 33,
        "western-european-other": 29,
    }
    assert sum(sizes.values()) == 193
    assert set(sizes) == set(UN_GROUPS)


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("TR", "western-european-other"),
        ("IL", "western-european-other"),
        ("US", "western-european-other"),
        ("AU", "western-european-other"),
        ("KI", "asia-pacific"),
        ("CY", "asia-pacific"),
        ("KZ", "asia-pacific"),
        ("AM", "eastern-european"),
        ("MX", "latin-american-caribbean"),
        ("EG", "african"),
        ("VA", ""),
        ("PS", ""),
        ("GL", ""),
        ("AQ", ""),
    ],
)
def test_countries_that_one_could_mistake_are_in_the_group_the_list_names(code: str, group: str) -> None:
    entry = country(code)
    assert entry is not None
    assert entry.un_group == group

"""Feeds of a list with its filters, of a search, and of a text."""

import pytest

from contributions import actions
from contributions.enums import Consent

LIST = "/feeds/processes/wgx/rounds/1/contributions/"
GONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


@pytest.fixture
def two(make_contribution, make_source):
    """One of a government in English, one of academia in French."""
    college = make_source("College of Tides", group="academia", country="FR")
    return (
        make_contribution(title="Of a ministry"),
        make_contribution(title="Du collège", language="fr", statement="Les marées.", sources=[{"id": college.pk}]),
    )


def test_a_list_is_told_the_last_first_and_links_to_its_page(two, feed):
    read = feed(LIST)

    assert read.titles == ["New: WGX/1/2, Du collège", "New: WGX/1/1, Of a ministry"]
    assert read.parsed.feed.link == "https://plenum.example/processes/wgx/rounds/1/contributions/"


@pytest.mark.parametrize(
    "query", ["group=academia", "language=fr", "source=college-of-tides", "region=150", "group=academia&lang=en"]
)
def test_filters_are_those_of_the_page(two, feed, query):
    read = feed(f"{LIST}?{query}")

    assert [title[-10:] for title in read.titles] == ["Du collège"]
    assert query.removesuffix("&lang=en") in read.parsed.feed.link


def test_another_selection_is_another_feed(two, feed):
    ids = {feed(f"{LIST}{query}").parsed.feed.id for query in ("", "?group=academia", "?language=fr")}

    assert len(ids) == 3


@pytest.mark.parametrize(
    "query",
    ["group=none", "source=none", "region=1", "language=xx", "lane=fast", "question=9", "question=x", "sort=time"],
)
def test_a_value_that_means_nothing_is_refused(client, two, query):
    response = client.get(f"{LIST}?{query}")

    assert response.status_code == 400
    assert list(response.json()["errors"]) == [query.partition("=")[0]]


def test_what_was_withdrawn_is_named_to_be_forgotten(cast, two, feed):
    first, _second = two
    actions.withdraw(first, by=cast.ana)

    for address in (LIST, "/feeds/search/?q=ministry", "/feeds/search/?q=ministry&process=wgx&round=1"):
        read = feed(address)
        assert [gone.get("ref") for gone in read.root.iter(GONE)] == [
            f"tag:plenum.example,2026:contribution/{first.pk}"
        ]
        assert "Of a ministry" not in read.response.content.decode()


def test_nothing_is_found_by_a_name_that_is_kept_back(cast, make_contribution, feed, ministry):
    contribution = make_contribution()
    actions.change_consent(contribution, Consent.GROUP, by=cast.ana)

    assert feed(f"{LIST}?source={ministry.slug}").titles == []
    assert feed(f"{LIST}?group=governments").titles == ["New: WGX/1/1, On cables"]
    actions.change_consent(contribution, Consent.AGGREGATE, by=cast.ana)
    assert feed(f"{LIST}?group=governments").titles == []


def test_a_search_is_told_page_by_page(make_contribution, feed, monkeypatch):
    monkeypatch.setattr("contributions.queries.happenings.SIZE", 2)
    for number in range(5):
        make_contribution(title=f"Cables {number}")

    address, told = "/feeds/search/?q=cables&process=wgx", []
    while address:
        read = feed(address)
        told.append([title[-8:] for title in read.titles])
        address = read.link("next")

    assert told == [["Cables 4", "Cables 3"], ["Cables 2", "Cables 1"], ["Cables 0"]]
    assert feed(read.link("previous")).titles[1][-8:] == "Cables 1"
    assert read.parsed.feed.link == "https://plenum.example/search/?q=cables&process=wgx"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "q"),
        ("?q=%20", "q"),
        (f"?q={'a' * 201}", "q"),
        ("?q=a&process=none", "process"),
        ("?q=a&round=1", "round"),
        ("?q=a&process=wgx&round=9", "round"),
        ("?q=a&process=wgx&round=99999999999999999999", "round"),
        ("?q=a&cursor=eJw", "cursor"),
        ("?q=a&group=academia", "group"),
    ],
)
def test_a_search_for_nothing_or_nowhere_is_refused(client, two, query, name):
    response = client.get(f"/feeds/search/{query}")

    assert response.status_code == 400
    assert list(response.json()["errors"]) == [name]


def test_the_name_of_a_search_is_an_address_whatever_is_looked_for(two, feed):
    read = feed("/feeds/search/?lang=en&q=%22old+cables%22+%D8%A7%D9%84%D8%A8%D8%AD%D8%B1")

    assert read.parsed.feed.id.endswith(":feed/en/search/q=%22old%20cables%22%20%D8%A7%D9%84%D8%A8%D8%AD%D8%B1")


def test_signs_that_no_xml_can_say_are_looked_for_without_harm(two, feed):
    assert feed("/feeds/search/?q=%01%EF%BF%BF%20%26%3C").titles == []

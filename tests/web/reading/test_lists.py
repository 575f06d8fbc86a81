"""Lists: filters, orders, pages."""

import html
import re

import pytest

from contributions.enums import Speaking, State
from contributions.models import Contribution

pytestmark = pytest.mark.django_db

LIST = "/processes/wgx/rounds/1/contributions/"


def symbols(client, address: str) -> list[str]:
    page = client.get(address).content.decode()
    return re.findall(r'<span class="symbol" dir="ltr" translate="no">(WGX/[^<]+)</span>', page)


def beside(page: str, side: str) -> str:
    """The address of the page before (``prev``) or after (``next``)."""
    found = re.search(rf'rel="{side}" href="([^"]+)"', page)
    assert found
    return html.unescape(found[1])


@pytest.fixture
def three(make_contribution, make_source, make_question):
    """WGX/1/1 of a ministry in English, /2 of a company in French, /3 of both, answering a question."""
    question = make_question()
    company = make_source("Cable Company", group="private-sector", country="KE", acronym="CC")
    ministry = {"sources": None}
    make_contribution(title="First", **ministry)
    make_contribution(title="Deuxième", language="fr", sources=[{"id": company.pk}])
    both = [{"id": company.pk}, {"id": Contribution.objects.first().source_ids[0]}]
    make_contribution(title="Third", speaking="jointly", sources=both, answers={str(question.pk): "Yes."})
    return question


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["WGX/1/1", "WGX/1/2", "WGX/1/3"]),
        ("?sort=symbol", ["WGX/1/1", "WGX/1/2", "WGX/1/3"]),
        ("?sort=time", ["WGX/1/1", "WGX/1/2", "WGX/1/3"]),
        ("?group=governments", ["WGX/1/1", "WGX/1/3"]),
        ("?language=fr", ["WGX/1/2"]),
        ("?region=002", ["WGX/1/2", "WGX/1/3"]),
        ("?source=CC", ["WGX/1/2", "WGX/1/3"]),
        ("?source=cable+company&language=en", ["WGX/1/3"]),
        ("?question={question}", ["WGX/1/3"]),
        ("?group=academia", []),
    ],
)
def test_filters_leave_what_fits_in_neutral_order(query, expected, three, client) -> None:
    assert symbols(client, LIST + query.format(question=three.pk)) == expected


@pytest.mark.parametrize(
    "query", ["group=none", "language=xx", "source=nobody+at+all", "sort=popularity", "question=x"]
)
def test_filter_that_means_nothing_is_said_not_ignored(query, three, client) -> None:
    answer = client.get(f"{LIST}?{query}")

    assert answer.status_code == 400
    assert b'role="alert"' in answer.content
    assert b"WGX/1/1</span>" not in answer.content


def test_rule_and_number_are_printed(three, client) -> None:
    page = client.get(LIST).content.decode()

    assert "3 contributions · In the order of symbols." in page


def test_pages_keep_the_filters_and_lead_to_and_fro(make_contribution, client) -> None:
    for number in range(23):
        make_contribution(title=f"T{number}")

    first = client.get(f"{LIST}?language=en").content.decode()
    onwards = beside(first, "next")
    second = client.get(onwards).content.decode()
    back = beside(second, "prev")

    assert "language=en" in onwards
    assert symbols(client, onwards) == ["WGX/1/21", "WGX/1/22", "WGX/1/23"]
    assert symbols(client, back) == symbols(client, f"{LIST}?language=en")
    assert 'rel="next"' not in second


@pytest.mark.parametrize("address", [LIST, "/sources/", "/groups/governments/", "/sources/{slug}/", "/search/?q=first"])
def test_page_that_is_none_begins_at_the_beginning_and_says_so(address, three, ministry, client) -> None:
    address = address.format(slug=ministry.slug)

    answer = client.get(f"{address}{'&' if '?' in address else '?'}cursor=nonsense")

    assert answer.status_code == 400
    assert b"Here is the beginning" in answer.content


def test_address_that_no_source_can_have_is_not_found(client, db) -> None:
    assert client.get("/sources/a%00b/").status_code == 404


def test_long_lists_are_not_counted_to_the_end(make_contribution, client, monkeypatch) -> None:
    monkeypatch.setattr("contributions.queries.reading.COUNTED", 2)
    for _ in range(3):
        make_contribution()

    assert "more than 2 contributions · " in client.get(LIST).content.decode()


def test_sources_stand_in_the_alphabetical_order_of_the_readers_language(
    make_source, make_contribution, client
) -> None:
    for name in ("Zebra", "Éclair", "eagle", "Äpfel"):
        make_contribution(sources=[{"id": make_source(name).pk}])

    page = client.get("/sources/").content.decode()

    assert re.findall(r"<bdi>(Zebra|Éclair|eagle|Äpfel)</bdi>", page) == ["Äpfel", "eagle", "Éclair", "Zebra"]


@pytest.mark.parametrize("state", [State.SUBMITTED, State.DECLINED, State.PUBLISHED])
def test_who_has_published_nothing_is_not_in_the_lists(state, make_contribution, cast, client) -> None:
    made = make_contribution(state, by=cast.ines, speaking=Speaking.MYSELF)
    source = made.sources.get().source
    shown = state == State.PUBLISHED

    lists = [client.get(address).content.decode() for address in ("/sources/", f"/groups/{source.group.code}/")]

    assert [source.name in page for page in lists] == [shown, shown]
    assert client.get(f"/sources/{source.slug}/").status_code == (200 if shown else 404)

"""The documentation page: made from the description, with examples that were really asked."""

import gzip
from html.parser import HTMLParser

import pytest

from api.documentation import description
from api.problems import KINDS


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids, self.links, self.foreign = [], [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []
        self.foreign += [value for name, value in attrs if name in ("src", "href") and str(value).startswith("http")]


@pytest.fixture
def page(client, db):
    reader = _Reader()
    response = client.get("/api/")
    assert response.status_code == 200
    reader.feed(response.content.decode())
    return reader


def test_every_operation_has_its_place(page):
    operations = {item["get"]["operationId"] for item in description.read()["paths"].values()}

    assert operations <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_every_type_of_problem_leads_to_a_row(page):
    assert {f"problem-{kind}" for kind in KINDS.values()} <= set(page.ids)


def test_links_inside_the_page_lead_somewhere(page):
    inside = {link[1:] for link in page.links if link.startswith("#")}

    assert inside <= set(page.ids)
    assert "/api/v1/openapi.json" in page.links


def test_nothing_comes_from_another_origin(page):
    assert page.foreign == []


def test_a_first_visit_stays_small(client, db):
    assert len(gzip.compress(client.get("/api/").content)) < 30_000


def test_the_page_asks_the_database_nothing(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/api/")


def test_the_page_shows_an_example_with_our_own_address(client, db):
    assert b"curl 'https://plenum.example/api/v1/comment-periods/?state=open'" in client.get("/api/").content

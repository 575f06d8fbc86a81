"""The documentation pages: made from the description, with examples that were really asked, and forms to ask more."""

import gzip
from html import unescape
from html.parser import HTMLParser

import pytest

from api.documentation.operations import operations
from api.documentation.tags import TAGS
from api.documentation.trying import BODY
from api.problems import KINDS

USED = sorted({operation.tag for operation in operations()})
OPEN = [operation for operation in operations() if operation.is_open]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids, self.links, self.foreign, self.forms, self.names = [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []
        self.foreign += [value for name, value in attrs if name in ("src", "href") and str(value).startswith("http")]
        self.forms += [given] if tag == "form" else []
        self.names += [given["name"]] if tag in ("input", "select", "textarea") and "name" in given else []


@pytest.fixture
def read(client, db):
    """Read a page below ``/api/``."""

    def get(path=""):
        reader = _Reader()
        response = client.get(f"/api/{path}")
        assert response.status_code == 200
        reader.feed(response.content.decode())
        return reader

    return get


def test_every_operation_is_in_the_index(read):
    page = read()

    assert {operation.id for operation in operations()} <= set(page.ids)
    assert {f"/api/reference/{one.tag}/#{one.id}" for one in operations()} <= set(page.links)


def test_every_type_of_problem_leads_to_a_row(read):
    assert {f"problem-{kind}" for kind in KINDS.values()} <= set(read().ids)


@pytest.mark.parametrize("path", ["", *(f"reference/{tag}/" for tag in USED)])
def test_a_page_stands_alone(read, path):
    page = read(path)
    inside = {link[1:] for link in page.links if link.startswith("#")}

    assert inside <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert page.foreign == []


@pytest.mark.parametrize("path", ["", *(f"reference/{tag}/" for tag in USED)])
def test_a_page_stays_small_and_asks_the_database_nothing(client, db, django_assert_num_queries, path):
    with django_assert_num_queries(0):
        content = client.get(f"/api/{path}").content

    assert len(gzip.compress(content)) < 30_000


def test_the_first_page_shows_an_example_with_our_own_address(client, db):
    shown = unescape(client.get("/api/").content.decode())

    assert "curl 'https://plenum.example/api/v1/comment-periods/?state=open'" in shown
    assert "/api/v1/openapi.json" in shown


def test_operations_are_found_by_their_words(client, db):
    found = client.get("/api/", {"find": "PARTICIPATION round"}).content.decode()
    nothing = client.get("/api/", {"find": "zyzzogeton"}).content.decode()

    assert "rounds_participation_retrieve" in found
    assert "comment_periods_list" not in found.partition('id="operations"')[2]
    assert "Nothing here has these words." in nothing.partition("</form>")[2]


@pytest.mark.parametrize("tag", USED)
def test_every_operation_has_a_form_with_all_that_may_be_asked(read, tag):
    page = read(f"reference/{tag}/")

    for operation in (one for one in operations() if one.tag == tag):
        assert operation.id in page.ids
        for parameter in operation.parameters:
            assert f"{operation.id}-{parameter.name}" in page.ids
            assert parameter.name != BODY


@pytest.mark.parametrize("tag", USED)
def test_a_form_that_needs_scripts_waits_for_them(read, tag):
    own = [operation for operation in operations() if operation.tag == tag]
    forms = [form for form in read(f"reference/{tag}/").forms if "trying" in form.get("class", "")]

    assert [form.get("action") for form in forms if "hidden" not in form] == [
        f"/api/try/{operation.id}/" for operation in own if operation.is_open
    ]
    assert len(forms) == len(own)


def test_what_is_left_empty_is_not_asked(client, db):
    answer = client.get("/api/try/comment_periods_list/", {"state": "open", "process": "", "language": "fr"})

    assert (answer.status_code, answer["Location"]) == (303, "/api/v1/comment-periods/?language=fr&state=open")


def test_what_belongs_into_the_path_goes_there(client, db):
    answer = client.get("/api/try/sources_retrieve/", {"slug": "a/b?c=é"})

    assert answer["Location"] == "/api/v1/sources/a%2Fb%3Fc%3D%C3%A9/"


@pytest.mark.parametrize("operation", OPEN, ids=lambda one: one.id)
def test_whatever_is_filled_in_leads_to_the_api(client, db, operation):
    filled_in = {parameter.name: "1\x00'\"<>&?#/../" for parameter in operation.parameters}

    answer = client.get(f"/api/try/{operation.id}/", filled_in)

    assert answer.status_code in (303, 400)
    assert answer.status_code == 400 or answer["Location"].startswith("/api/v1/")


def test_what_has_to_be_there_is_asked_for(client, db):
    answer = client.get("/api/try/rounds_retrieve/", {"id": ""})

    assert answer.status_code == 400
    assert 'href="#rounds_retrieve-id"' in answer.content.decode()


def test_what_changes_something_is_not_tried_by_an_address(client, db):
    closed = [operation.id for operation in operations() if not operation.is_open]

    for name in [*closed, "there_is_no_such_operation"]:
        assert client.get(f"/api/try/{name}/").status_code == 404


def test_there_is_no_page_for_a_kind_that_is_not_there(client, db):
    assert client.get("/api/reference/dragons/").status_code == 404
    assert set(USED) <= set(TAGS)

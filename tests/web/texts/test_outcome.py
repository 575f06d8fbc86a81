"""What became of a version: everybody can read it, for each clause and each change."""

import pytest

from contributions import actions
from contributions.enums import Choice, Outcome
from contributions.models import Amendment
from tests.deciding import CABLES, HERONS, MUST, SHALL, desk, sources
from tests.negotiating import make_text, opinion, propose
from web.views.texts import outcome

__all__ = ["desk", "make_text", "opinion", "propose", "sources"]

pytestmark = pytest.mark.django_db


def address(version, **query):
    return f"/processes/wgx/documents/{version.symbol}/text/outcome/"


def test_before_the_next_version_everything_is_open(client, desk):
    page = client.get(address(desk.opinion))

    assert page.status_code == 200
    assert "not issued yet" in page.content.decode()


def test_page_says_what_became_of_each_change_where_and_why(client, desk, cast):
    taken = desk.reword(0, SHALL)
    desk.reword(1, MUST)
    desk.propose(2, {"op": "ADD", "after": CABLES, "wording": "that eels exist;"})
    desk.decide(HERONS, Choice.TAKE, "shall")
    desk.dispose_all()
    for each in Amendment.objects.filter(op="ADD"):
        actions.dispose(each, Outcome.LATER, reason="Eels are for the next round.", by=cast.dora)
    desk.issue(ground="Eels later.")

    page = client.get(address(desk.opinion)).content.decode()

    for words in ("Not taken", "As decided.", "Reworded", "Eels later.", "Eels are for the next round.", "Carried on"):
        assert words in page, words
    assert f"/processes/wgx/documents/{taken.symbol.text}/" in page


def test_only_what_one_contribution_proposed(client, desk):
    mine = desk.reword(0, SHALL)
    desk.reword(1, "that cables are nice;", CABLES)
    desk.issue(ground="x")

    page = client.get(address(desk.opinion), {"of": mine.symbol.text}).content.decode()

    assert ("shall" in page, "nice" in page) == (True, False)


def test_contribution_without_changes_here_leads_to_all_of_it(client, desk):
    desk.reword(0, SHALL)
    desk.issue(ground="x")

    page = client.get(address(desk.opinion), {"of": "WGX/9/9"}).content.decode()

    assert "shall" in page
    assert "Only some of it is shown" not in page


def test_long_account_is_read_part_by_part(client, desk, monkeypatch):
    monkeypatch.setattr(outcome, "MOST_ENTRIES", 3)
    desk.reword(0, SHALL)
    desk.reword(1, "that cables are nice;", CABLES)
    desk.issue(ground="x")

    pages = [client.get(address(desk.opinion), {"part": part}).content.decode() for part in (1, 2, 3, 99, "x")]

    assert [("shall" in page, "nice" in page) for page in pages] == [
        (False, False),
        (True, False),
        (False, True),
        (False, False),
        (False, False),
    ]
    assert "part=3" in pages[1]


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_a_clause_costs_the_same_however_many_changes(client, desk, django_assert_max_num_queries, rows):
    for source in range(rows):
        desk.reword(source, f"that herons {source} consider cables useful;")
    clause = desk.opinion.outline[HERONS].id

    with django_assert_max_num_queries(9):
        client.get(f"/processes/wgx/documents/{desk.opinion.symbol}/text/clauses/{clause}/")


@pytest.mark.parametrize("rows", [1, 3])
def test_page_costs_the_same_however_many_changes(client, desk, django_assert_max_num_queries, rows):
    for source in range(rows):
        desk.reword(source, f"that herons {source} consider cables useful;")
    desk.issue(ground="x")

    with django_assert_max_num_queries(12):
        client.get(address(desk.opinion))


def test_text_without_a_page_is_not_found(client, desk):
    assert client.get("/processes/wgx/documents/WGX/9/9/text/outcome/").status_code == 404


def test_redline_against_the_version_before(client, desk):
    desk.reword(0, SHALL)
    desk.decide(HERONS, Choice.TAKE, "shall")
    desk.dispose_all()
    version = desk.issue()
    redline = f"/processes/wgx/documents/{version.symbol}/text/redline/"

    page = client.get(redline).content.decode()
    assert "<ins" in page
    assert client.get(redline, {"view": "side"}).status_code == 200
    assert client.get(f"/processes/wgx/documents/{desk.opinion.symbol}/text/redline/").status_code == 404
    assert redline in client.get(f"/processes/wgx/documents/{version.symbol}/text/").content.decode()
    assert address(desk.opinion) in client.get(address(desk.opinion).replace("outcome/", "")).content.decode()


def test_contribution_leads_to_what_became_of_it(client, desk):
    mine = desk.reword(0, SHALL)
    page = client.get(f"/processes/wgx/documents/{mine.symbol.text}/").content.decode()

    assert f"{address(desk.opinion)}?of={mine.symbol.text.replace('/', '%2F')}" in page


def test_outcome_is_not_told_before_the_version_is_issued(client, desk, cast, django_capture_on_commit_callbacks):
    desk.reword(0, SHALL)
    actions.dispose(Amendment.objects.get(), Outcome.LATER, reason="A secret so far.", by=cast.dora)
    clause = desk.opinion.outline[HERONS].id
    page = f"/processes/wgx/documents/{desk.opinion.symbol}/text/clauses/{clause}/"

    assert "A secret so far." not in client.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        desk.issue(ground="x")
    assert "A secret so far." in client.get(page).content.decode()

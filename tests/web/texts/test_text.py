"""A text on its page: as it stands, with one source's changes, as Word files, and the history of a clause."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from lxml import html

from contributions import actions
from contributions.models import Contribution
from tests.negotiating import make_text, opinion, propose
from texts.actions import issue_next
from texts.word.reading import read

__all__ = ["make_text", "opinion", "propose"]  # fixtures
pytestmark = pytest.mark.django_db

REWORD = {"op": "MOD", "clause": 2, "wording": "that herons shall consider cables useful;"}
SUPPRESS = {"op": "SUP", "clause": 3, "reason": "It is said elsewhere."}
ADD = {"op": "ADD", "after": 3, "wording": "that reefs matter, too;", "label": "b bis)"}
KEEP = {"op": "NOC", "clause": 5, "reason": "It is balanced."}
MOVE = {"op": "MOVE", "clause": 2, "after": 3}


@pytest.fixture
def address(opinion) -> str:
    return f"/processes/wgx/documents/{opinion.symbol}/text/"


@pytest.fixture
def union(make_source):
    return make_source("Example Union", group="civil-society")


@pytest.fixture
def suggest(opinion, propose):
    """Publish changes to the opinion."""
    return lambda source, *changes: propose(opinion, source, *changes)


def page_of(client: Client, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200, address
    page = html.fromstring(response.content)
    assert isinstance(page, html.HtmlElement)
    for hidden in page.find_class("hidden-text"):
        hidden.drop_tree()
    return page


def words_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def clauses_of(page: html.HtmlElement) -> list[str]:
    return [words_of(each) for each in page.find_class("clause")]


def test_text_shows_its_clauses_with_their_labels_and_pages(client, opinion, address):
    page = page_of(client, address)

    assert clauses_of(page) == [
        "Opinion 3: Herons and cables §",
        "considering §",
        "a) that herons may consider cables useful;",
        "b) that cables are essential to all people;",
        "invites Member States §",
        "c) to look after herons.",
    ]
    links = [link.get("href") for link in page.xpath("//*[contains(@class, 'clause')]//a")]
    assert links == [f"{address}clauses/{clause.id}/" for clause in opinion.outline]


def test_headings_of_a_text_are_headings(client, address):
    page = page_of(client, address)

    assert [each.tag for each in page.find_class("clause")] == ["h2", "h3", "p", "p", "h3", "p"]


def test_with_one_sources_changes_marked_in_the_text(client, address, suggest, union, ministry):
    mine = suggest(union, REWORD, SUPPRESS, ADD, KEEP)
    suggest(ministry, {"op": "MOD", "clause": 2, "wording": "that herons consider nothing;"})

    page = page_of(client, f"{address}?with={mine.symbol.text}")

    assert [words_of(each) for each in page.xpath("//section//del")] == [
        "may",
        "that cables are essential to all people;",
    ]
    assert [words_of(each) for each in page.xpath("//section//ins")] == ["shall", "that reefs matter, too;"]
    assert [words_of(each) for each in page.xpath("//section//*[@class='badge']")] == [
        "Change of words",
        "Suppression",
        "New clause",
        "Keep as it is",
    ]
    assert "It is said elsewhere." in words_of(page)
    assert "nothing" not in words_of(page.xpath("//section[contains(@class, 'text')]")[0])


def test_what_is_moved_goes_here_and_comes_there(client, address, suggest, union):
    mine = suggest(union, MOVE)

    page = page_of(client, f"{address}?with={mine.symbol.text}")

    assert clauses_of(page)[2:5] == [
        "a) that herons may consider cables useful;",
        "b) that cables are essential to all people;",
        "a) that herons may consider cables useful;",
    ]
    assert [each.getparent().getparent().get("id") is None for each in page.xpath("//section//ins")] == [True]


def test_side_by_side_shows_what_is_untouched_once(client, address, suggest, union):
    mine = suggest(union, REWORD)

    page = page_of(client, f"{address}?with={mine.symbol.text}&view=side")

    assert len(page.find_class("redline-pair")) == 1
    assert len(page.find_class("clause")) == 5


def test_clean_result_has_no_marks(client, address, suggest, union):
    mine = suggest(union, REWORD, SUPPRESS, ADD)

    page = page_of(client, f"{address}?with={mine.symbol.text}&view=clean")

    assert page.xpath("//section//ins | //section//del") == []
    assert clauses_of(page)[2:4] == [
        "a) that herons shall consider cables useful;",
        "b bis) that reefs matter, too; "[:-1],
    ]


@pytest.mark.parametrize("page", ["text/", "text/compilation/"])
def test_text_of_a_paper_that_was_withdrawn_stays_and_says_so(client, cast, opinion, page):
    paper = Contribution.objects.get(symbol__text=opinion.symbol)
    actions.withdraw(paper, by=cast.ana, reason="We have changed our mind.")

    shown = client.get(f"/processes/wgx/documents/{opinion.symbol}/{page}").content.decode()

    assert "was withdrawn at the wish of its source" in shown
    assert "to look after herons." in shown


@pytest.mark.parametrize("query", ["?with=WGX/9/9", "?with=WGX/1/1", "?view=round"])
def test_what_proposes_nothing_has_no_view(client, address, query):
    assert client.get(address + query).status_code == 404


def test_changes_that_were_withdrawn_are_not_offered(client, cast, address, suggest, union):
    mine = suggest(union, REWORD)
    actions.withdraw(mine, by=cast.dora, reason="Asked to.")

    assert client.get(f"{address}?with={mine.symbol.text}").status_code == 404
    assert "Example Union" not in words_of(page_of(client, address))


def test_sources_stand_in_alphabetical_order(client, address, suggest, make_source):
    for source in map(make_source, ("Example Union", "Ministry of Posts of Exampland", "Académie d’exemple")):
        suggest(source, REWORD)

    names = [words_of(each) for each in page_of(client, address).xpath("//select[@name='with']/option")][1:]

    assert [name.split(",")[0] for name in names] == [
        "Académie d’exemple",
        "Example Union",
        "Ministry of Posts of Exampland",
    ]


def test_open_periods_of_the_process_have_a_button(client, address, make_period, period):
    make_period("closed", title={"en": "Over"})

    forms = page_of(client, address).xpath("//main//form[@method='post']")

    assert [form.get("action") for form in forms] == [f"{address}propose/"]
    assert forms[0].xpath(".//input[@name='period']/@value") == [str(period.pk)]


def test_text_page_costs_the_same_however_many_suggest(client, address, suggest, make_source):
    def queries() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as made:
            page_of(client, address)
        return len(made)

    suggest(make_source("First"), REWORD)
    one = queries()
    for name in ("Second", "Third"):
        suggest(make_source(name), REWORD)

    assert queries() == one
    assert one <= 10


def test_words_stand_in_their_language_on_a_page_in_another(client, make_text):
    version = make_text([("title", "", "رأي"), ("paragraph", "أ)", "أن الكابلات مهمة")], language="ar", first=100)
    with translation.override("fr"):
        page = html.fromstring(
            client.get(f"/processes/wgx/documents/{version.symbol}/text/", headers={"accept-language": "fr"}).content
        )

    assert {(each.get("lang"), each.get("dir")) for each in page.find_class("clause")} == {("ar", "rtl")}
    assert page.get("lang") == "fr"


def test_document_without_a_text_has_no_such_page(client, make_contribution):
    symbol = make_contribution().symbol.text

    assert client.get(f"/processes/wgx/documents/{symbol}/text/").status_code == 404


def test_word_file_to_amend_brings_its_clauses_home(client, opinion, address):
    response = client.get(f"{address}amend.docx")

    assert response.headers["Content-Disposition"] == 'attachment; filename="WGX-1-1.docx"'
    paragraphs = [each for each in read(BytesIO(response.content)).paragraphs if each.identity]
    assert [each.identity for each in paragraphs] == [clause.id for clause in opinion.outline]


def test_word_file_has_the_proposals_of_those_who_are_asked_for(client, address, suggest, union, ministry):
    mine = suggest(union, REWORD)
    suggest(ministry, ADD)

    def authors(query: str) -> set[str]:
        paragraphs = read(BytesIO(client.get(f"{address}proposals.docx{query}").content)).paragraphs
        return {run.inserted.author for each in paragraphs for run in each.runs if run.inserted}

    assert authors(f"?with={mine.symbol.text}") == {"Example Union"}
    assert authors("") == {"Example Union", "Ministry of Posts of Exampland"}
    assert client.get(f"{address}proposals.docx?with=WGX/9/9").status_code == 404


def test_clause_page_tells_its_words_and_what_was_suggestd(client, opinion, address, suggest, union):
    mine = suggest(union, REWORD, ADD | {"after": 2})

    page = page_of(client, f"{address}clauses/{opinion.outline[2].id}/")

    assert words_of(page.find(".//h1")) == "considering a)"
    assert [words_of(each) for each in page.xpath("//li//ins")] == ["shall", "that reefs matter, too;"]
    assert mine.symbol.text in words_of(page)
    assert "It stands in the text as it was first issued." in words_of(page)


def test_clause_page_tells_what_became_of_it(client, opinion, address):
    head = opinion.outline[:2]
    issue_next(opinion, (*head, *opinion.outline[3:]), name="Rev.1", symbol="WGX/1/1/Rev.1", by=None)

    page = page_of(client, f"{address}clauses/{opinion.outline[2].id}/")

    assert [words_of(each) for each in page.xpath("//section//del")] == ["that herons may consider cables useful;"]
    assert "This version suppressed it." in words_of(page)


@pytest.mark.parametrize("identity", ["", "nonsense", "0" * 32, "f" * 32])
def test_clause_that_the_text_never_had_has_no_page(client, address, identity):
    assert client.get(f"{address}clauses/{identity}/").status_code == 404


def test_paper_leads_to_the_text_it_carries(client, opinion, address, make_contribution):
    other = make_contribution(title="Without a text").symbol.text

    links = page_of(client, f"/processes/wgx/documents/{opinion.symbol}/").xpath("//main//a/@href")

    assert address in links
    assert "clause by clause" not in words_of(page_of(client, f"/processes/wgx/documents/{other}/"))


def test_headings_leave_no_level_out_where_a_text_has_no_title(client, make_text):
    version = make_text([("container", "", "noting"), ("item", "a)", "that all is well")], first=200)

    page = page_of(client, f"/processes/wgx/documents/{version.symbol}/text/")

    assert [each.tag for each in page.find_class("clause")] == ["h2", "p"]

"""However many documents a round has, its pages and the API show them page by page, each once, by number."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml.html import fromstring

from api.serializers.rounds import MOST_DOCUMENTS
from consultations.enums import DocumentKind
from consultations.models import Document, Round, Symbol
from consultations.queries.documents import unfinished

PUBLIC = "/processes/wgx/rounds/1/"
DESK = "/desk/processes/wgx/rounds/1/"
Make = Callable[..., Any]


@pytest.fixture
def dora(cast: Any, sign_in: Callable[..., Client]) -> Client:
    return sign_in(Client(), cast.dora)


@pytest.fixture
def make_papers(round_: Round) -> Make:
    """So many published documents, newest number first, and two without a symbol."""

    def make(number: int) -> list[str]:
        now = timezone.now()
        numbers = range(number, 0, -1)
        texts = [f"WGX/1/{each}" for each in numbers]
        symbols = Symbol.objects.bulk_create(
            Symbol(process=round_.process, round=round_, text=text, number=each)
            for text, each in zip(texts, numbers, strict=True)
        )
        for symbol in (*symbols, None, None):
            Document.objects.create(
                round=round_, symbol=symbol, kind=DocumentKind.DRAFT, title="Paper", filed_at=now, public_at=now
            )
        return sorted(texts, key=lambda text: int(text.rpartition("/")[2]))

    return make


def walked(client: Client, address: str) -> list[Any]:
    """The pages of the list from the first to the last, by the links between them."""
    pages = []
    here = address
    while True:
        text = client.get(here).content.decode()
        pages.append(fromstring(text))
        found = re.search(r'rel="next" href="([^"]+)"', text)
        if found is None:
            return pages
        following = html.unescape(found[1])
        assert following.endswith("#documents")
        here = address + following.partition("#")[0] if following.startswith("?") else following.partition("#")[0]


def symbols_on(page: Any) -> list[str]:
    return [text for text in page.xpath("//main//*[@class='symbol']/text()") if text.startswith("WGX/1/")]


@pytest.mark.parametrize("address", [PUBLIC, DESK])
def test_pages_of_a_round_hold_every_document_once_by_number(address: str, dora: Client, make_papers: Make) -> None:
    texts = make_papers(47)
    pages = walked(dora, address)
    assert len(pages) > 1
    assert [text for page in pages for text in symbols_on(page)] == texts
    assert len([card for page in pages for card in page.xpath("//a[contains(@href, '/documents/')]")]) >= 49


@pytest.mark.parametrize(("address", "name"), [(PUBLIC, "cursor"), (DESK, "page")])
def test_page_that_is_none_is_said_to_be_none(address: str, name: str, dora: Client, make_papers: Make) -> None:
    make_papers(1)
    for wrong in ("nonsense", "a" * 4000):
        answer = dora.get(address, {name: wrong})
        assert answer.status_code == 400
        assert "no page of this list" in answer.content.decode()


@pytest.mark.parametrize("papers", [1, 3, 60])
@pytest.mark.parametrize("address", [PUBLIC, DESK])
def test_many_documents_ask_the_database_no_more(
    address: str, papers: int, dora: Client, make_papers: Make, django_assert_max_num_queries: Any
) -> None:
    make_papers(papers)
    client = dora if address == DESK else Client()
    with django_assert_max_num_queries(8):
        assert client.get(address).status_code == 200


def test_preview_goes_on_from_page_to_page(dora: Client, round_: Round, make_papers: Make) -> None:
    make_papers(30)
    Document.objects.update(public_at=None)
    assert symbols_on(fromstring(dora.get(PUBLIC).content)) == []
    first = dora.get(PUBLIC, {"preview": "1"}).content.decode()
    assert re.search(r'rel="next" href="[^"]*preview=1', first)


def test_desk_is_told_of_documents_that_lack_something_and_of_no_others(round_: Round, make_papers: Make) -> None:
    make_papers(3)
    complete, other = Document.objects.order_by("pk")[:2]
    complete.files.create(file="x", name="a.txt", media_type="text/plain", size=1, sha256="0" * 64, language="en")
    other.files.create(file="x", name="a.txt", media_type="text/plain", size=1, sha256="0" * 64, language="fr")
    told = {each.document.pk: each.languages for each in unfinished(round_, ["en"], most=10)}
    assert complete.pk not in told
    assert told[other.pk] == ["fr"]
    assert len(told) == 4
    assert len(unfinished(round_, ["en"], most=2)) == 2


def test_api_gives_the_first_with_the_round_and_all_of_them_in_a_list(
    client: Client, round_: Round, period: Any, make_papers: Make, settings: Any
) -> None:
    settings.SITE_URL = "https://plenum.example"
    texts = make_papers(MOST_DOCUMENTS + 5)
    held = client.get(f"/api/v1/rounds/{round_.pk}/").json()
    open_now = client.get("/api/v1/comment-periods/?state=open").json()["results"][0]
    for answer in (held["documents"], open_now["documents"]):
        assert [each["symbol"] for each in answer] == texts[:MOST_DOCUMENTS]

    found: list[Any] = []
    address = held["documents_url"]
    while address:
        answer = client.get(address.removeprefix("https://plenum.example")).json()
        found += answer["results"]
        address = answer["next"]
    assert [each["symbol"] for each in found] == [*texts, None, None]
    assert {(each["process"]["slug"], each["round"]["number"]) for each in found} == {("wgx", 1)}
    one = client.get(f"/api/v1/documents/{found[0]['id']}/").json()
    assert one["symbol"] == texts[0]


def test_api_lists_what_is_public_only(client: Client, round_: Round, make_papers: Make) -> None:
    make_papers(2)
    Document.objects.filter(symbol__number=2).update(public_at=None)
    found = client.get("/api/v1/documents/?process=wgx&round=1").json()["results"]
    assert [each["symbol"] for each in found] == ["WGX/1/1", None, None]
    Round.objects.update(public_at=None)
    assert client.get("/api/v1/documents/?process=wgx&round=1&x").status_code == 400

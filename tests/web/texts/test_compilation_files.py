"""Compilations to take along: the same contributions give the same bytes, in the reader's language."""

import io
import json

import pytest
from django.core.cache import cache
from docx import Document
from pypdf import PdfReader

from contributions.queries.compiling import Proposed
from tests.negotiating import make_text, opinion, propose
from web.views.texts import compilation_files

__all__ = ["make_text", "opinion", "propose"]  # fixtures
pytestmark = pytest.mark.django_db

KINDS = ["docx", "pdf", "json"]
USEFUL = {"clause": 2, "wording": "that herons consider cables useful;"}


@pytest.fixture
def contested(opinion, propose, make_source) -> str:
    """The address of the opinion's text, with two rivals and one who misses something."""
    for name, wording in (("Example Union", USEFUL["wording"]), ("Beacon Example", "that herons like cables;")):
        propose(opinion, make_source(name), USEFUL | {"wording": wording}, missing="Fish.")
    return f"/processes/wgx/documents/{opinion.symbol}/text/"


@pytest.fixture
def fetch(contested, client):
    """The compilation of one kind, made afresh."""

    def get(kind: str, language: str = "en", query: str = "") -> bytes:
        cache.clear()
        response = client.get(f"{contested}compilation.{kind}{query}", headers={"Accept-Language": language})
        assert response.status_code == 200
        return response.content

    return get


@pytest.mark.parametrize("kind", KINDS)
def test_any_order_of_arrival_gives_the_same_bytes(kind, fetch, monkeypatch) -> None:
    first = fetch(kind)
    asked = Proposed.compiled
    monkeypatch.setattr(
        Proposed,
        "compiled",
        lambda self, version, **how: asked(Proposed(self.proposals[::-1], self.contributions), version, **how),
    )

    assert fetch(kind) == first


def test_data_names_each_contribution_and_every_collision(fetch, contested) -> None:
    found = json.loads(fetch("json"))

    (herons,) = [each for each in found["clauses"] if each["collisions"]]
    assert [(each["label"], each["sources"]) for each in herons["alternatives"]] == [
        ("a)", []),
        ("a) bis", ["Beacon Example"]),
        ("a) ter", ["Example Union"]),
    ]
    assert herons["collisions"] == [{"one": "a) bis", "other": "a) ter", "relation": "contained"}]
    assert found["missing"][0]["sources"] == ["Beacon Example", "Example Union"]
    assert {each["proposal"] for each in found["contributions"]} == {
        backer["proposal"] for each in herons["alternatives"] for backer in each["backers"]
    }
    assert all(each["address"].endswith(f"/documents/{each['symbol']}/") for each in found["contributions"])


def test_word_file_and_print_say_what_the_page_says(fetch) -> None:
    word = "\n".join(each.text for each in Document(io.BytesIO(fetch("docx"))).paragraphs)
    printed = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(fetch("pdf"))).pages).split())

    for words in ("[a) bis that herons like cables;]", "proposed by Beacon Example", "alphabetical order"):
        assert words in word
        assert words in printed


@pytest.mark.parametrize("kind", KINDS)
def test_editorial_changes_can_be_left_out(kind, fetch, opinion, propose, make_source) -> None:
    propose(opinion, make_source("Comma Example"), {"op": "NOC", "clause": 3, "kind": "editorial"})

    assert fetch(kind) != fetch(kind, query="?editorial=0")


@pytest.mark.parametrize("kind", KINDS)
def test_each_language_has_its_own(kind, fetch, contested, client) -> None:
    assert fetch(kind, "fr") != fetch(kind, "en")

    client.get(f"{contested}compilation.{kind}", headers={"Accept-Language": "ar"})
    response = client.get(f"{contested}compilation.{kind}", headers={"Accept-Language": "en"})
    assert response.content == fetch(kind, "en")


@pytest.mark.parametrize("end", ["compilation.docx", "compilation.pdf", "compilation.json", "text.pdf"])
def test_file_is_sent_once_to_those_who_have_it(end, contested, client, django_assert_num_queries) -> None:
    first = client.get(contested + end)

    with django_assert_num_queries(1):
        again = client.get(contested + end, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in first.headers["Content-Security-Policy"]


def test_text_is_printed_as_issued(contested, client) -> None:
    response = client.get(f"{contested}text.pdf")
    printed = PdfReader(io.BytesIO(response.content)).pages[0].extract_text()

    assert "that herons may consider cables useful;" in printed
    assert "[" not in printed
    assert response.headers["Content-Disposition"] == 'attachment; filename="WGX-1-1.pdf"'


def test_what_is_too_long_for_a_file_is_refused_in_words(contested, client, monkeypatch) -> None:
    monkeypatch.setitem(compilation_files.MOST_WORDINGS, "pdf", 3)

    response = client.get(f"{contested}compilation.pdf")

    assert response.status_code == 409
    assert "too long for one file" in response.content.decode()


def test_other_kinds_of_file_are_not_there(contested, client) -> None:
    assert client.get(f"{contested}compilation.doc").status_code == 404

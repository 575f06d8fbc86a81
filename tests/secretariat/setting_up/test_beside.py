"""At the desk a document is published under a number of its own, or under that of the paper it modifies."""

from typing import Any

import pytest
from django.test import Client

from consultations import actions
from consultations.enums import DocumentKind
from consultations.models import Document, Round


@pytest.fixture(autouse=True)
def media(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def prepared(round_: Round) -> Document:
    document = actions.prepare_document(round_, kind=DocumentKind.DRAFT, title={"en": "Mended"}, by=None)
    actions.add_file(document, actions.NewFile("a.txt", "text/plain", "en", b"Mended."), by=None)
    return document


def address_of(document: Document) -> str:
    return f"/desk/processes/wgx/rounds/1/documents/{document.pk}/"


@pytest.mark.parametrize(
    ("stands", "symbol", "said"),
    [
        ("Rev", "WGX/1/1/Rev.1", "This replaces"),
        ("Add", "WGX/1/1/Add.1", "This adds to"),
        ("Corr", "WGX/1/1/Corr.1", "This corrects"),
    ],
)
def test_both_pages_and_the_list_show_it_after_what_it_modifies(
    stands: str, symbol: str, said: str, *, dora: Client, round_: Round, prepared: Document
) -> None:
    for title in ("Cables", "Ports"):
        actions.file_document(round_, kind=DocumentKind.DRAFT, title={"en": title}, by=None)
    given = {"is_numbered": "on", "stands": stands, "beside": " WGX/1/1 "}

    assert dora.post(f"{address_of(prepared)}publish/", given).status_code == 302

    visitor = Client()
    its, other = (visitor.get(f"/processes/wgx/documents/{each}/").content.decode() for each in (symbol, "WGX/1/1"))
    assert said in its
    assert "/processes/wgx/documents/WGX/1/1/" in its
    assert "This document modifies" not in its
    assert symbol in other
    assert "Modified by" in other
    for listed in (visitor.get("/processes/wgx/rounds/1/"), dora.get("/desk/processes/wgx/rounds/1/")):
        places = [listed.content.decode().rindex(title) for title in ("Cables", "Mended", "Ports")]
        assert places == sorted(places)
    documents = visitor.get("/api/v1/rounds/").json()["results"][0]["documents"]
    assert [(each["symbol"], each["modifies"]) for each in documents] == [
        ("WGX/1/1", None),
        (symbol, "WGX/1/1"),
        ("WGX/1/2", None),
    ]


def test_page_of_a_contribution_shows_the_documents_beside_it(
    dora: Client, cast: Any, make_contribution: Any, prepared: Document
) -> None:
    contribution = make_contribution()
    given = {"is_numbered": "on", "stands": "Corr", "beside": "WGX/1/1"}
    assert dora.post(f"{address_of(prepared)}publish/", given).status_code == 302

    visitor = Client()
    page = visitor.get("/processes/wgx/documents/WGX/1/1/").content.decode()
    assert "Additions and corrections of the secretariat" in page
    assert "WGX/1/1/Corr.1" in page
    assert "Mended" in page
    its = visitor.get("/processes/wgx/documents/WGX/1/1/Corr.1/").content.decode()
    assert "This corrects" in its
    assert contribution.symbol.text in its


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"stands": "Rev"}, "beside", "Say which paper it replaces, adds to or corrects."),
        ({"stands": "Rev", "beside": "WGX/1/9"}, "beside", "No paper of this process has this symbol or alias."),
        ({"stands": "Rev", "beside": "WGX/2/1"}, "beside", "is of another round."),
        ({"stands": "Rev", "beside": "x\x00"}, "beside", "Null characters are not allowed."),
        ({"beside": "WGX/1/1"}, "stands", "Say whether it replaces, adds to or corrects the other paper."),
        ({"stands": "Add", "beside": "WGX/1/1", "number": "7"}, "number", "It keeps the number of the other paper"),
        ({"stands": "Add", "beside": "WGX/1/1", "is_numbered": ""}, "is_numbered", "has a symbol."),
        ({"stands": "Sup", "beside": "WGX/1/1"}, "stands", "Select a valid choice."),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(
    given: dict[str, str], field: str, said: str, *, dora: Client, round_: Round, make_round: Any, prepared: Document
) -> None:
    for each in (round_, make_round(2)):
        actions.file_document(each, kind=DocumentKind.DRAFT, title={"en": "Draft"}, by=None)
    typed = {"is_numbered": "on", "alias": "Paper 29"} | given

    answer = dora.post(f"{address_of(prepared)}publish/", typed)

    assert answer.status_code == 422
    form = answer.context["publish_form"]
    assert list(form.errors) == [field]
    assert said in form.errors[field][0]
    assert {name: form[name].value() for name in ("alias", "beside")} == {
        "alias": "Paper 29",
        "beside": given.get("beside"),
    }
    prepared.refresh_from_db()
    assert prepared.public_at is None

"""Whoever reads the desk sees what is being prepared as everybody will; nobody else does, and no cache keeps it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from consultations import actions
from consultations.enums import DocumentKind
from consultations.models import Document, Process

SECRET = "Unheard-of plan"
BANNER = "Preview"
Make = Callable[..., Any]
# Who reads the desk of the process; everybody else finds nothing.
READERS = ("dora", "omar", "chris", "olga")
OTHERS = ("ana", "otto", "ines", "nobody")


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def document(make_round: Make, make_period: Make, make_question: Make) -> Document:
    """In a round that nobody sees yet: a period with a question, and a document with a file."""
    round_ = make_round(2, title={"en": SECRET}, public_at=None)
    make_question(1, period=make_period(round=round_, title={"en": "Hidden call"}, public_at=None))
    document = actions.prepare_document(round_, kind=DocumentKind.AGENDA, title={"en": "Hidden agenda"}, by=None)
    actions.add_file(document, actions.NewFile("a.txt", "text/plain", "en", b"1. Opening\n"), by=None)
    return document


@pytest.fixture
def addresses(document: Document) -> list[str]:
    """The round, its period, its document, and the document's file."""
    round_ = document.round
    address = "/processes/wgx/rounds/2/"
    file = document.files.get()
    return [
        address,
        f"{address}periods/{round_.periods.get().pk}/",
        f"{address}documents/{document.pk}/",
        f"/files/documents/{file.pk}/a.txt",
    ]


@pytest.mark.parametrize("who", READERS)
def test_readers_of_the_desk_look_ahead(who: str, cast: SimpleNamespace, sign_in: Make, addresses: list[str]) -> None:
    client = sign_in(Client(), getattr(cast, who))

    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "no-store" in answer["Cache-Control"]
        if "text/html" in answer["Content-Type"]:
            assert BANNER in answer.content.decode()


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_finds_anything(who: str, cast: SimpleNamespace, sign_in: Make, addresses: list[str]) -> None:
    client = sign_in(Client(), getattr(cast, who))

    for address in addresses:
        assert client.get(address).status_code == 404, address
        assert client.get(address, {"preview": "1"}).status_code == 404, address


def test_no_preview_reaches_the_next_visitor(cast: SimpleNamespace, sign_in: Make, addresses: list[str]) -> None:
    for address in addresses:
        sign_in(Client(), cast.dora).get(address)
        assert Client().get(address).status_code == 404


def test_looking_ahead_takes_a_second_factor(cast: SimpleNamespace, sign_in: Make, addresses: list[str]) -> None:
    client = sign_in(Client(), cast.dora, second_factor=False)
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer["Location"].startswith("/desk/second-factor/?next=")


def test_public_page_is_the_same_for_those_who_work_here_unless_they_ask(
    cast: SimpleNamespace, sign_in: Make, make_period: Make
) -> None:
    make_period(title={"en": SECRET}, public_at=None)
    dora, otto = sign_in(Client(), cast.dora), sign_in(Client(), cast.otto)
    address = "/processes/wgx/rounds/1/"

    assert SECRET not in dora.get(address).content.decode()
    ahead = dora.get(address, {"preview": "1"}).content.decode()
    assert SECRET in ahead
    assert BANNER in ahead
    for client in (otto, Client()):
        shown = client.get(address, {"preview": "1"})
        assert shown.status_code == 200
        assert SECRET not in shown.content.decode()
        assert BANNER not in shown.content.decode()


def test_process_that_is_not_public_shows_its_rounds_ahead(
    cast: SimpleNamespace, sign_in: Make, process: Process, document: Document
) -> None:
    Process.objects.filter(pk=process.pk).update(public_at=None)
    assert SECRET in sign_in(Client(), cast.olga).get("/processes/wgx/").content.decode()
    assert Client().get("/processes/wgx/").status_code == 404


def test_published_document_without_a_symbol_has_a_page_for_everybody(document: Document) -> None:
    actions.open_round(document.round, by=None)
    actions.publish_document(document, is_numbered=False, by=None)

    shown = Client().get(f"/processes/wgx/rounds/2/documents/{document.pk}/")

    assert shown.status_code == 200
    assert "Hidden agenda" in shown.content.decode()
    assert BANNER not in shown.content.decode()


def test_address_of_a_prepared_document_leads_to_its_symbol_once_it_has_one(document: Document) -> None:
    actions.open_round(document.round, by=None)
    actions.publish_document(document, by=None)

    assert Client().get(f"/processes/wgx/rounds/2/documents/{document.pk}/")["Location"].endswith("/WGX/2/1/")

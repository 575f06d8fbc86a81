"""What is being prepared is nobody's business: no page, no list and no answer of the API shows it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from common.refusals import NotPossible
from consultations import actions
from consultations.enums import DocumentKind
from consultations.models import CommentPeriod, Document, Process, Round
from contributions.actions import begin

SECRET = "Unheard-of plan"
LISTS = ("/", "/processes/", "/search/", "/processes/wgx/", "/processes/wgx/rounds/1/")
RESOURCES = ("processes", "rounds", "comment-periods", "guiding-questions")


@pytest.fixture(params=["process", "round", "period", "document"])
def prepared(
    request: pytest.FixtureRequest,
    make_process: Callable[..., Process],
    make_round: Callable[..., Round],
    make_period: Callable[..., CommentPeriod],
    period: CommentPeriod,
) -> list[str]:
    """One of them is not public and bears the secret in its name; with the addresses that it would have."""
    title = {"en": SECRET}
    if request.param == "process":
        process = make_process("plan", name=title, public_at=None)
        round_ = make_round(1, process=process)
        hidden = make_period(round=round_, title=title)
        return ["/processes/plan/", "/processes/plan/rounds/1/", f"/processes/plan/rounds/1/periods/{hidden.pk}/"]
    if request.param == "round":
        round_ = make_round(2, title=title, public_at=None)
        hidden = make_period(round=round_, title=title)
        return ["/processes/wgx/rounds/2/", f"/processes/wgx/rounds/2/periods/{hidden.pk}/"]
    if request.param == "period":
        hidden = make_period(title=title, public_at=None)
        return [f"/processes/wgx/rounds/1/periods/{hidden.pk}/"]
    document = actions.file_document(period.round, by=None, kind=DocumentKind.DRAFT, title=title)
    Document.objects.filter(pk=document.pk).update(public_at=None)
    assert document.symbol is not None
    return [f"/processes/wgx/documents/{document.symbol.text}/"]


def test_it_has_no_page(client: Client, prepared: list[str]) -> None:
    assert [client.get(address).status_code for address in prepared] == [404] * len(prepared)


def test_no_list_names_it(client: Client, prepared: list[str]) -> None:
    for address in LISTS:
        assert SECRET not in client.get(address).content.decode(), address


def test_the_api_does_not_know_it(client: Client, prepared: list[str]) -> None:
    for resource in RESOURCES:
        answer: dict[str, Any] = client.get(f"/api/v1/{resource}/").json()
        assert SECRET not in json.dumps(answer), resource


def test_nobody_can_begin_a_contribution_to_it(make_period: Callable[..., CommentPeriod]) -> None:
    with pytest.raises(NotPossible):
        begin(make_period(public_at=None), by=None)


def test_it_is_there_once_it_is_opened(client: Client, make_round: Callable[..., Round]) -> None:
    round_ = make_round(2, title={"en": SECRET}, public_at=None)
    assert client.get("/processes/wgx/rounds/2/").status_code == 404
    actions.open_round(round_, by=None)
    assert SECRET in client.get("/processes/wgx/rounds/2/").content.decode()

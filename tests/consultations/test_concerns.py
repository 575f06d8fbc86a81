"""Which clauses a question concerns: in the latest version of their text, on the page, in the API."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from consultations import actions
from consultations.enums import DocumentKind
from consultations.models import CommentPeriod, GuidingQuestion, Process, Round
from consultations.queries.concerns import clauses_of, concerned
from texts.models import TextVersion

OPINION = "considering\n\na) that herons fly;\n\nb) that cables lie,"


@pytest.fixture
def version(round_: Round) -> TextVersion:
    draft = actions.file_document(round_, by=None, kind=DocumentKind.DRAFT, title={"en": "Draft opinion"})
    assert draft.symbol is not None
    incoming = actions.begin_text(draft.symbol, OPINION, language="en", title="Opinion 3", by=None)
    return actions.issue_text(incoming, by=None)


@pytest.fixture
def question(period: CommentPeriod, version: TextVersion) -> GuidingQuestion:
    herons = version.clauses.get(wording="that herons fly;")
    return actions.add_question(period, text={"en": "Do they?"}, clauses=[herons.clause], by=None)


def test_clauses_to_choose_from_are_those_of_the_texts_of_the_process(
    version: TextVersion, process: Process, make_process: Callable[..., Process]
) -> None:
    found = [(each.symbol, each.label, each.wording) for each in clauses_of(process.pk)]

    assert found == [
        ("WGX/1/1", "", "considering"),
        ("WGX/1/1", "a)", "that herons fly;"),
        ("WGX/1/1", "b)", "that cables lie,"),
    ]
    assert clauses_of(make_process("other").pk) == []


def test_question_names_its_clauses(question: GuidingQuestion) -> None:
    [concern] = concerned([question])[question.pk]
    assert (concern.symbol, concern.label, concern.wording) == ("WGX/1/1", "a)", "that herons fly;")


@pytest.mark.parametrize("page", ["", "periods/{period}/"])
def test_public_pages_link_a_question_to_its_clauses(page: str, question: GuidingQuestion, client: Client) -> None:
    shown = client.get("/processes/wgx/rounds/1/" + page.format(period=question.period_id)).content.decode()
    clause = question.clauses.get()
    assert f"/processes/wgx/documents/WGX/1/1/text/clauses/{clause.pk.hex}/" in shown


def test_api_gives_the_identities_of_its_clauses(question: GuidingQuestion, client: Client) -> None:
    answer: dict[str, Any] = client.get(f"/api/v1/guiding-questions/{question.pk}/").json()
    assert answer["clauses"] == [question.clauses.get().pk.hex]


def test_clauses_are_chosen_at_the_desk(
    version: TextVersion, period: CommentPeriod, cast: Any, sign_in: Callable[..., Client]
) -> None:
    dora = sign_in(Client(), cast.dora)
    cables = version.clauses.get(wording="that cables lie,").clause
    address = f"/desk/processes/wgx/rounds/1/periods/{period.pk}/new-question/"

    assert "that cables lie," in dora.get(address).content.decode()
    assert dora.post(address, {"text_en": "Where?", "clauses": cables.pk.hex}).status_code == 302
    assert dora.post(address, {"text_en": "What?", "clauses": "0" * 32}).status_code == 422

    assert list(period.questions.get().clauses.all()) == [cables]


def test_group_of_a_process_that_nobody_sees_is_not_listed(
    client: Client, make_process: Callable[..., Process], cast: Any
) -> None:
    plan = make_process("plan", public_at=None)
    actions.add_group(plan, name={"en": "Secret registries"}, by=None)

    for address in ("/groups/", "/api/v1/stakeholder-groups/"):
        assert "Secret registries" not in client.get(address).content.decode()
    assert client.get("/groups/plan-secret-registries/").status_code == 404
    actions.open_process(plan, by=None)
    assert client.get("/groups/plan-secret-registries/").status_code == 200

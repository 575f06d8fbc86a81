"""A portal is refused what the page refuses, in the same sentences."""
# ruff: noqa: F811  # fixtures are asked for by name

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from consultations.models import CommentPeriod, GuidingQuestion
from contributions import actions
from contributions.models import Referral
from tests.negotiating import make_text, opinion  # noqa: F401  # fixtures
from texts.models import TextVersion

SOUND = {"language": "en", "title": "On cables", "statement": "Cables matter."}
NOTHING = {"language": "en", "title": "On cables"}


@pytest.fixture
def questions(period: CommentPeriod) -> list[GuidingQuestion]:
    return [
        GuidingQuestion.objects.create(period=period, number=7, is_required=True),
        GuidingQuestion.objects.create(period=period, number=8, word_limit=2),
    ]


@pytest.fixture
def page(
    period: CommentPeriod, cast: SimpleNamespace, sign_in: Callable[..., Client]
) -> Callable[..., tuple[int, list[str]]]:
    """Submit on the page; return the status, and the sentences at the top of it."""

    def submit(content: dict[str, Any], speaking: str, version: TextVersion | None) -> tuple[int, list[str]]:
        draft, _token = actions.begin(period, by=cast.ines)
        if version is not None:
            actions.amend(draft, version, by=cast.ines)
            content = content | {"amends": draft.content["amends"]}
        actions.save(draft, content, by=cast.ines, speaking=speaking)
        answer = sign_in(Client(), cast.ines).post(reverse("web:draft_submit", args=[draft.pk]))
        return answer.status_code, [str(sentence) for _place, sentence in (answer.context or {}).get("missing", ())]

    return submit


@pytest.fixture
def program(client: Client, period: CommentPeriod, token: str) -> Callable[..., tuple[int, dict[str, list[str]]]]:
    """Submit the same by the API; return the status, and the sentences by JSON pointer."""

    def submit(content: dict[str, Any], speaking: str, version: TextVersion | None) -> tuple[int, dict[str, list[str]]]:
        body = {
            "comment_period": period.pk,
            "person": {"name": "Nia New", "email": "nia@example.net", "language": "en"},
            "speaking": speaking,
            "sources": content.get("sources", []),
            "content": {name: value for name, value in content.items() if name != "sources"}
            | ({"text_version": version.pk} if version is not None else {}),
        }
        headers = {"authorization": f"Bearer {token}", "idempotency-key": str(uuid4())}
        answer = client.post("/api/v1/submissions/", json.dumps(body), content_type="application/json", headers=headers)
        return answer.status_code, answer.json().get("errors", {})

    return submit


@pytest.mark.parametrize(
    ("content", "speaking", "pointers"),
    [
        ({**SOUND, "title": " "}, "myself", {"/content/title"}),
        ({**SOUND, "language": ""}, "myself", {"/content/language"}),
        (NOTHING, "myself", {"/content/statement"}),
        ({**NOTHING, "statement": " \n "}, "myself", {"/content/statement"}),
        ({**NOTHING, "recommendations": [" "]}, "myself", {"/content/statement"}),
        ({**SOUND, "title": "", "language": ""}, "myself", {"/content/title", "/content/language"}),
        (SOUND, "source", {"/sources"}),
        (SOUND, "jointly", {"/sources"}),
        ({**SOUND, "sources": [{"name": "One Alone", "group": "governments"}]}, "jointly", {"/sources"}),
    ],
)
def test_what_is_missing_is_said_alike(
    content: dict[str, Any], speaking: str, pointers: set[str], page: Any, program: Any
) -> None:
    seen, said = page(content, speaking, None), program(content, speaking, None)

    assert (seen[0], said[0]) == (422, 422)
    assert set(said[1]) == pointers
    assert sorted(seen[1]) == sorted(sentence for each in said[1].values() for sentence in each)
    assert not Referral.objects.exists()


def test_answers_are_asked_for_alike(page: Any, program: Any, questions: list[GuidingQuestion]) -> None:
    required, short = questions
    content = {**SOUND, "answers": {str(short.pk): "far too many words"}}

    seen, said = page(content, "myself", None), program(content, "myself", None)

    assert set(said[1]) == {f"/content/answers/{required.pk}", f"/content/answers/{short.pk}"}
    assert sorted(seen[1]) == sorted(sentence for each in said[1].values() for sentence in each)


@pytest.mark.parametrize(
    "change",
    [
        {"op": "MOD", "wording": "that eels exist;"},
        {"op": "SUP"},
        {"op": "NOC", "reason": " "},
        {"op": "MOD", "wording": "", "reason": "Why not."},
        {"op": "ADD", "clause": "", "wording": " "},
        {"op": "SUP", "clause": "0" * 32, "reason": "Why not."},
        {"op": "ADD", "clause": "", "after": "0" * 32, "wording": "that eels exist;"},
    ],
)
def test_changes_are_refused_alike(change: dict[str, str], page: Any, program: Any, opinion: TextVersion) -> None:
    content = {**SOUND, "changes": [{"clause": opinion.outline[2].id} | change]}

    seen, said = page(content, "myself", opinion), program(content, "myself", opinion)

    assert (seen[0], said[0]) == (422, 422)
    assert set(said[1]) == {"/content/changes/0"}
    assert sorted(seen[1]) == sorted(sentence for each in said[1].values() for sentence in each)


def test_text_without_a_proposal_is_refused_alike(page: Any, program: Any, opinion: TextVersion) -> None:
    seen, said = page(NOTHING, "myself", opinion), program(NOTHING, "myself", opinion)

    assert (seen[0], said[0], set(said[1])) == (422, 422, {"/content/changes"})
    assert seen[1] == said[1]["/content/changes"]


def test_whoever_is_not_asked_is_refused_alike(
    page: Any, program: Any, period: CommentPeriod, groups: dict[str, Any]
) -> None:
    period.audience.add(groups["governments"])

    assert (page(SOUND, "myself", None)[0], program(SOUND, "myself", None)[0]) == (403, 403)
    assert not Referral.objects.exists()

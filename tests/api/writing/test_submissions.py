"""A portal submits for people, and follows what became of it."""

import json
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.models import Admission, CommentPeriod, GuidingQuestion, Process
from contributions import actions
from contributions.models import Contribution, Referral
from notifications.models import Letter
from portals.actions import issue_key, register_portal, revoke_key
from portals.enums import Scope
from portals.models import Answered, Portal
from stakeholders.models import Person, Source
from tests.waiting import meanwhile

ADDRESS = "/api/v1/submissions/"


@pytest.fixture
def let_in(portal: Portal, process: Process, admit_portal: Callable[..., Admission]) -> Portal:
    admit_portal(portal, process)
    return portal


@pytest.fixture
def body(period: CommentPeriod) -> dict[str, Any]:
    return {
        "comment_period": period.pk,
        "person": {"name": "Nia New", "email": "nia@example.net", "language": "en"},
        "speaking": "myself",
        "content": {"language": "en", "title": "On cables", "statement": "Cables matter."},
    }


@pytest.fixture
def send(client: Client, let_in: Portal, token_for: Callable[..., str]) -> Callable[..., Any]:
    """Send a body with a token and a key, unless others are given."""
    token = token_for(let_in)

    def post(body: Any, *, key: str | None = None, token: str = token, **extra: Any) -> Any:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        if key != "":
            headers["idempotency-key"] = key or str(uuid4())
        raw = body if isinstance(body, str | bytes) else json.dumps(body)
        return client.post(ADDRESS, raw, content_type="application/json", headers=headers, **extra)

    return post


@pytest.fixture
def ask(client: Client) -> Callable[..., Any]:
    return lambda path, token: client.get(path, headers={"authorization": f"Bearer {token}"})


def test_submission_waits_for_its_person(send: Callable[..., Any], body: dict[str, Any], period: CommentPeriod) -> None:
    answer = send(body)

    referral = Referral.objects.get()
    assert answer.status_code == 201, answer.content
    assert answer["Location"].endswith(f"/api/v1/submissions/{referral.pk}/")
    said = answer.json()
    assert said["state"] == "waiting"
    assert said["confirm_before"] == period.closes_at.isoformat()
    assert (said["symbol"], said["process"], said["id"]) == (None, "wgx", str(referral.pk))
    assert "once they have confirmed it" in said["what_counts"]
    assert "nia" not in answer.content.decode().lower()
    assert answer["Cache-Control"] == "private, no-store"


def test_same_key_and_body_bring_the_same_answer(send: Callable[..., Any], body: dict[str, Any]) -> None:
    first, second = (send(body, key='"a-key"') for _each in range(2))

    assert (first.status_code, first.content, first["Location"]) == (
        second.status_code,
        second.content,
        second["Location"],
    )
    assert Referral.objects.count() == 1
    assert Letter.objects.filter(family="contributions/referred").count() == 1


def test_same_key_with_another_body_is_refused(send: Callable[..., Any], body: dict[str, Any]) -> None:
    send(body, key="a-key")
    answer = send(body | {"for_action": False}, key="a-key")

    assert answer.status_code == 409
    assert answer["Content-Type"].startswith("application/problem+json")
    assert Referral.objects.count() == 1


def test_refusal_is_the_same_again_too(send: Callable[..., Any], body: dict[str, Any]) -> None:
    body["content"]["title"] = ""
    first, second = (send(body, key="a-key") for _each in range(2))

    assert (first.status_code, second.status_code) == (422, 422)
    assert first.json()["errors"] == second.json()["errors"]
    assert second["Content-Type"].startswith("application/problem+json")


def test_key_is_the_portals_own(
    send: Callable[..., Any],
    body: dict[str, Any],
    process: Process,
    admit_portal: Callable[..., Admission],
    token_for: Callable[..., str],
) -> None:
    other = register_portal(
        name="Other", about="Other.", url="https://other.example", by=Person.objects.get(email="otto@example.org")
    )
    admit_portal(other, process)
    send(body, key="a-key")

    assert send(body, key="a-key", token=token_for(other)).status_code == 201
    assert Referral.objects.count() == 2


def test_key_is_forgotten_after_thirty_days(send: Callable[..., Any], body: dict[str, Any]) -> None:
    send(body, key="a-key")
    Answered.objects.update(at=timezone.now() - timedelta(days=30, seconds=1))

    assert send(body | {"for_action": False}, key="a-key").status_code == 201


@pytest.mark.parametrize("key", ["", " ", '"', "x" * 256, '"a"b"', "ÿ"])
def test_without_a_key_nothing_is_done(key: str, send: Callable[..., Any], body: dict[str, Any]) -> None:
    answer = send(body, key=key)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["Idempotency-Key"]
    assert not Referral.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one(send: Callable[..., Any], body: dict[str, Any]) -> None:
    with transaction.atomic():
        first = send(body, key="a-key")
        second = meanwhile(lambda: send(body, key="a-key"))
    answer: Any = second.result()

    assert (first.status_code, answer.status_code) == (201, 201)
    assert first.json() == answer.json()
    assert Referral.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "status", "places"),
    [
        ({"content": {"language": "en", "title": "", "statement": "x"}}, 422, {"/content/title"}),
        ({"content": {"language": "tlhx", "title": "x", "statement": "x"}}, 422, {"/content/language"}),
        ({"content": {"language": "en", "title": "x"}}, 422, {"/content/statement"}),
        ({"content": {"language": "en", "title": "x", "answers": {"99": "x"}}}, 422, {"/content/answers/99"}),
        ({"content": {"titel": "x"}}, 400, {"/content/titel"}),
        ({"content": {"title": "x" * 401}}, 400, {"/content/title"}),
        ({"content": {"text_version": 10**9, "title": "x"}}, 422, {"/content/text_version"}),
        ({"content": {"changes": [{"op": "BURN"}]}}, 400, {"/content/changes/0/op"}),
        (
            {"content": {"changes": [{"op": "SUP", "clause": "x"}], "title": "x", "language": "en"}},
            422,
            {"/content/text_version"},
        ),
        ({"content": "words"}, 400, {"/content"}),
        ({"person": {"name": "Nia", "email": "nobody", "language": "en"}}, 422, {"/person/email"}),
        ({"person": {"name": "\x00", "email": "n@example.net", "language": "en"}}, 422, {"/person/name"}),
        ({"person": {"name": "Nia", "email": "n@example.net", "language": "xx"}}, 400, {"/person/language"}),
        ({"person": None}, 400, {"/person"}),
        ({"speaking": "somebody"}, 400, {"/speaking"}),
        ({"speaking": "source"}, 422, {"/sources"}),
        ({"speaking": "source", "sources": [{"slug": "nowhere"}]}, 422, {"/sources/0/slug"}),
        ({"comment_period": 10**15}, 422, {"/comment_period"}),
        ({"comment_period": 2**63}, 400, {"/comment_period"}),
        ({"surprise": 1}, 400, {"/surprise"}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_its_place(
    change: dict[str, Any], status: int, places: set[str], send: Callable[..., Any], body: dict[str, Any]
) -> None:
    answer = send(body | change)

    assert (answer.status_code, set(answer.json().get("errors", {}))) == (status, places), answer.content
    assert not Referral.objects.exists()
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("raw", ["", "{", "[]", "null", "[" * 100_000, '"\\ud800"', "\x00", '{"person": NaN}'])
def test_what_is_no_json_object_is_refused(raw: str, send: Callable[..., Any]) -> None:
    assert send(raw).status_code == 400


def test_nuls_are_left_out_and_halves_of_letters_refused(send: Callable[..., Any], body: dict[str, Any]) -> None:
    body["content"]["statement"] = "Cables\ud800 matter."
    assert send(json.dumps(body)).status_code == 400
    body["content"]["statement"] = "Cables matter\x00."
    assert send(json.dumps(body)).status_code == 201
    draft = Contribution.objects.get()
    assert draft.content["statement"] == "Cables matter."


def test_known_source_is_named_by_its_slug(send: Callable[..., Any], body: dict[str, Any], ministry: Source) -> None:
    answer = send(body | {"speaking": "source", "sources": [{"slug": ministry.slug}]})

    assert answer.status_code == 201
    assert [each["id"] for each in Contribution.objects.get().content["sources"]] == [ministry.pk]


def test_required_answers_are_named_by_their_question(
    send: Callable[..., Any], body: dict[str, Any], make_question: Callable[..., GuidingQuestion]
) -> None:
    question = make_question(is_required=True)

    answer = send(body)

    assert answer.json()["errors"] == {f"/content/answers/{question.pk}": ["Answer question 1: it is required."]}


def test_closed_period_is_a_conflict(send: Callable[..., Any], body: dict[str, Any]) -> None:
    CommentPeriod.objects.update(closes_at=timezone.now() - timedelta(seconds=1))

    assert send(body).status_code == 409


def test_without_a_token_one_is_asked_for(send: Callable[..., Any], body: dict[str, Any]) -> None:
    answer = send(body, token="")

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="api"')


def test_bad_token_is_refused(send: Callable[..., Any], body: dict[str, Any]) -> None:
    answer = send(body, token="nonsense")

    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer["WWW-Authenticate"]


def test_token_for_something_else_is_refused(
    send: Callable[..., Any], body: dict[str, Any], let_in: Portal, token_for: Callable[..., str]
) -> None:
    answer = send(body, token=token_for(let_in, Scope.READ))

    assert answer.status_code == 403
    assert 'scope="contributions:submit"' in answer["WWW-Authenticate"]


def test_revoked_key_and_ended_admission_count_at_once(
    send: Callable[..., Any], body: dict[str, Any], let_in: Portal, token_for: Callable[..., str], cast: SimpleNamespace
) -> None:
    key, _secret = issue_key(let_in, by=None)
    token = token_for(let_in, key=key)
    assert send(body, token=token).status_code == 201
    Admission.objects.update(scopes=[Scope.READ])
    assert send(body, token=token).status_code == 403
    revoke_key(key, by=cast.pia)
    assert send(body, token=token).status_code == 401


def test_wrong_process_is_not_allowed(
    send: Callable[..., Any], body: dict[str, Any], make_process: Callable[..., Process]
) -> None:
    Admission.objects.update(process=make_process("other"))

    answer = send(body)

    assert answer.status_code == 403
    assert not Contribution.objects.exists()


def test_flooded_mailbox_is_left_alone(send: Callable[..., Any], body: dict[str, Any], settings: Any) -> None:
    settings.REFERRALS_PER_PERSON_PER_DAY = 1
    send(body, key="one")
    answer = send(body, key="two")

    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert not Answered.objects.filter(key="two").exists()


def test_portal_follows_what_becomes_of_it(
    send: Callable[..., Any],
    body: dict[str, Any],
    ask: Callable[..., Any],
    token_for: Callable[..., str],
    cast: SimpleNamespace,
) -> None:
    address = urlsplit(send(body)["Location"]).path
    token = token_for(Portal.objects.get())
    letter = Letter.objects.get(family="contributions/referred")
    contribution = actions.confirm_referral(letter.text.partition("/through-a-portal/")[2].partition("/")[0])
    assert ask(address, token).json()["state"] == "submitted"

    actions.return_to_author(contribution, by=cast.dora, reason="Which cables, dear Nia?")
    answer = ask(address, token)
    assert answer.json()["state"] == "returned"
    assert "cables" not in answer.content.decode()

    actions.submit(contribution, by=Contribution.objects.get().author, at=None)  # type: ignore[arg-type]
    actions.publish(contribution, by=cast.dora)
    said = ask(address, token).json()
    assert (said["state"], said["symbol"]) == ("published", "WGX/1/1")
    assert said["document_url"].endswith("/processes/wgx/documents/WGX/1/1/")
    assert (said["confirm_before"], said["what_counts"]) == (None, None)


def test_nothing_of_another_portal_is_seen(
    send: Callable[..., Any], body: dict[str, Any], ask: Callable[..., Any], token_for: Callable[..., str], cast: Any
) -> None:
    address = urlsplit(send(body)["Location"]).path
    other = register_portal(name="Other", about="Other.", url="https://other.example", by=cast.otto)

    assert ask(address, token_for(other)).status_code == 404
    assert ask(ADDRESS, token_for(other, key=other.keys.first())).json()["results"] == []


@pytest.mark.parametrize("rows", [1, 3])
def test_list_is_read_in_two_queries(
    rows: int, send: Callable[..., Any], body: dict[str, Any], ask: Callable[..., Any], token_for: Callable[..., str]
) -> None:
    for _each in range(rows):
        send(body)
    token = token_for(Portal.objects.get())
    ask(ADDRESS, token)

    with CaptureQueriesContext(connection) as asked:
        answer = ask(ADDRESS, token)
    assert len(asked) <= 3
    assert len(answer.json()["results"]) == rows


def test_pages_follow_one_another(
    send: Callable[..., Any], body: dict[str, Any], ask: Callable[..., Any], token_for: Callable[..., str]
) -> None:  # fmt: skip
    for _each in range(3):
        send(body)
    token, seen, address = token_for(Portal.objects.get()), [], ADDRESS + "?limit=2"
    while address:
        page = ask(address, token).json()
        seen += [each["id"] for each in page["results"]]
        address = (page["next"] or "").partition("/api/")[2] and "/api/" + page["next"].partition("/api/")[2]

    assert len(seen) == len(set(seen)) == 3
    assert ask(ADDRESS + "?stat=open", token).status_code == 400


def test_portal_is_told_who_it_is(
    let_in: Portal, ask: Callable[..., Any], token_for: Callable[..., str], send: Callable[..., Any]
) -> None:
    said = ask("/api/v1/portal/", token_for(let_in, Scope.SUBMIT)).json()

    assert (said["slug"], said["scopes"]) == ("nairobi-igf", ["contributions:submit"])
    assert said["admissions"] == [{"process": "wgx", "scopes": ["periods:read", "contributions:submit", "webhooks"]}]
    assert said["key"]["ends_at"] is None
    assert "pia" not in json.dumps(said)


@pytest.mark.parametrize("address", [ADDRESS, "/api/v1/portal/", f"{ADDRESS}00000000-0000-4000-8000-000000000000/"])
def test_nobody_without_a_token_reads_it(address: str, client: Client, db: None) -> None:
    assert client.get(address).status_code == 401

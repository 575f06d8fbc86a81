"""A portal's programs look after the addresses that are told, and see what was delivered; their own and no others."""

import json
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.models import Process
from portals.actions import register_portal
from portals.enums import Scope
from portals.models import Portal
from webhooks.actions import register, tell
from webhooks.actions.endpoint import Wanted
from webhooks.enums import EndpointState, Kind
from webhooks.models import Attempt, Delivery, Endpoint, Event

ALL = "/api/v1/webhooks/"
GIVEN = {"url": "https://igf.example/hook", "kinds": ["comment_period.extended"], "closing_days": [7]}


@pytest.fixture
def call(portal: Portal, process: Process, admit_portal: Callable[..., Any], token_for: Callable[..., str]) -> Any:
    """Ask as the portal's program; ``token`` for another one."""
    admit_portal(portal, process)
    own = token_for(portal)

    def ask(method: str, path: str = "", body: Any = None, *, token: str = own) -> Any:
        given = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return getattr(Client(), method)(f"{ALL}{path}", headers=headers, **given)

    return ask


@pytest.fixture
def endpoint(call: Any, portal: Portal) -> Endpoint:
    """Registered and proven."""
    made = register(portal, url="https://igf.example/hook", wanted=Wanted([Kind.PERIOD_EXTENDED]), by=portal.owner)
    long_ago = timezone.now() - timedelta(days=1)
    Endpoint.objects.update(state=EndpointState.ACTIVE, challenge="", proven_at=long_ago)
    Delivery.objects.all().delete()
    made.refresh_from_db()
    return made


@pytest.fixture
def delivery(endpoint: Endpoint, portal: Portal, process: Process) -> Delivery:
    """Given up after one try."""
    tell(
        Kind.PERIOD_EXTENDED,
        subject="comment_period:1",
        process=process.slug,
        payload={"url": "https://plenum.example/api/v1/comment-periods/1/"},
        key="fact",
        to=[portal.pk],
    )
    found = Delivery.objects.get()
    Delivery.objects.update(state="given_up", finished_at=timezone.now(), tries=1)
    Attempt.objects.create(delivery=found, at=timezone.now(), ms=12, status=500, fault="status", answer="Oh no.")
    return found


def test_the_secret_is_in_the_answer_to_registering_and_in_no_other(call: Any) -> None:
    made = call("post", body=GIVEN)

    assert made.status_code == 201
    told = made.json()
    assert (told["state"], told["kinds"], told["closing_days"]) == ("unproven", ["comment_period.extended"], [7])
    assert told["secret"] == Endpoint.objects.get().secret
    assert made["Location"] == told["api_url"]
    assert made["Cache-Control"] == "private, no-store"
    for path in ("", f"{told['id']}/"):
        assert told["secret"] not in call("get", path).content.decode()


def test_the_same_address_is_registered_once(call: Any) -> None:
    assert [call("post", body=GIVEN).status_code for _ in range(2)] == [201, 409]
    assert Endpoint.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"url": "http://igf.example/hook"}, "/url"),
        ({"url": "https://10.0.0.1/"}, "/url"),
        ({"url": "\x00"}, "/url"),
        ({"kinds": []}, "/kinds"),
        ({"kinds": ["endpoint.test"]}, "/kinds/0"),
        ({"closing_days": [7, -1]}, "/closing_days/1"),
        ({"processes": ["unheard-of"]}, "/processes"),
        ({"adress": "https://igf.example"}, "/adress"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(wrong: dict[str, Any], pointer: str, call: Any) -> None:
    refused = call("post", body=GIVEN | wrong)

    assert refused.status_code in (400, 422)
    assert any(found == pointer or found.startswith(pointer) for found in refused.json()["errors"]), refused.json()
    assert not Endpoint.objects.exists()


def test_what_is_left_out_stays_as_it_is(call: Any, endpoint: Endpoint) -> None:
    told = call("patch", f"{endpoint.pk}/", {"closing_days": [3], "description": "Ours"}).json()

    assert (told["url"], told["kinds"]) == (endpoint.url, endpoint.kinds)
    assert (told["closing_days"], told["description"], told["state"]) == ([3], "Ours", "active")


def test_another_address_proves_itself_anew(call: Any, endpoint: Endpoint) -> None:
    assert call("patch", f"{endpoint.pk}/", {"url": "https://igf.example/other"}).json()["state"] == "unproven"


def test_each_verb_leads_where_the_page_leads(call: Any, endpoint: Endpoint) -> None:
    def states(*verbs: str) -> list[Any]:
        answers = [call("post", f"{endpoint.pk}/{verb}/") for verb in verbs]
        return [(answer.status_code, answer.json().get("state")) for answer in answers]

    assert states("pause", "pause", "resume", "test", "challenge") == [
        (200, "paused"),
        (409, None),
        (200, "active"),
        (200, "active"),
        (409, None),
    ]
    before = endpoint.secret
    assert call("post", f"{endpoint.pk}/secret/").json()["secret"] not in ("", before)
    assert call("delete", f"{endpoint.pk}/").status_code == 204
    assert call("get", f"{endpoint.pk}/").status_code == 404


def test_the_log_tells_what_was_sent_and_each_try(call: Any, endpoint: Endpoint, delivery: Delivery) -> None:
    log = call("get", f"{endpoint.pk}/deliveries/?failed=true").json()["results"]
    assert [(each["kind"], each["state"], each["tries"]) for each in log] == [
        ("comment_period.extended", "given_up", 1)
    ]
    one = call("get", f"{endpoint.pk}/deliveries/{delivery.pk}/").json()
    assert [(each["status"], each["fault"], each["answer"]) for each in one["attempts"]] == [(500, "status", "Oh no.")]
    assert one["event"].startswith("evt_")


@pytest.mark.parametrize(("query", "there"), [("", 2500), ("failed=true&", 250)])
def test_a_log_of_thousands_is_read_to_its_end_and_no_page_costs_more(
    query: str, there: int, call: Any, endpoint: Endpoint, process: Process
) -> None:
    now = timezone.now()
    told: dict[str, Any] = {
        "kind": Kind.PERIOD_EXTENDED,
        "process": process.slug,
        "payload": {},
        "happened_at": now,
        "told_at": now,
    }
    events = [Event(key=f"fact:{number}", subject=f"comment_period:{number}", **told) for number in range(2500)]
    Event.objects.bulk_create(events)
    done: dict[str, Any] = {"endpoint": endpoint, "tries": 1, "next_try_at": now, "finished_at": now}
    states = ["given_up" if number % 10 == 0 else "delivered" for number in range(2500)]
    Delivery.objects.bulk_create(
        Delivery(event=event, subject=event.subject, state=state, **done)
        for event, state in zip(events, states, strict=True)
    )

    seen: list[int] = []
    counts: set[int] = set()
    path = f"{endpoint.pk}/deliveries/?{query}limit=100"
    while path:
        with CaptureQueriesContext(connection) as asked:
            page = call("get", path).json()
        seen += [each["id"] for each in page["results"]]
        counts.add(len(asked))
        assert not any("OFFSET" in each["sql"] for each in asked)
        path = (page["next"] or "").partition(ALL)[2]

    assert len(seen) == len(set(seen)) == there
    assert seen == sorted(seen, reverse=True)
    assert max(counts) <= 4


@pytest.mark.parametrize("query", ["failed=perhaps", "failde=true", "cursor=nonsense", "limit=0"])
def test_a_log_is_not_asked_in_a_way_that_is_not_known(query: str, call: Any, endpoint: Endpoint) -> None:
    assert call("get", f"{endpoint.pk}/deliveries/?{query}").status_code == 400


def test_one_and_a_range_are_sent_once_more(call: Any, endpoint: Endpoint, delivery: Delivery) -> None:
    again = call("post", f"{endpoint.pk}/deliveries/{delivery.pk}/replay/")
    assert (again.status_code, again.json()["state"]) == (200, "waiting")
    assert call("post", f"{endpoint.pk}/deliveries/{delivery.pk}/replay/").status_code == 409

    Delivery.objects.update(state="given_up", finished_at=timezone.now())
    now = timezone.now()
    since, until = ((now + timedelta(hours=hours)).isoformat() for hours in (-1, 1))
    assert call("post", f"{endpoint.pk}/replay/", {"since": since, "until": until}).json() == {"deliveries": 1}
    refused = call("post", f"{endpoint.pk}/replay/", {"since": until, "until": since})
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["/until"])


def test_nobody_else_gets_there(
    *, call: Any, endpoint: Endpoint, delivery: Delivery, process: Process, cast: SimpleNamespace,
    admit_portal: Callable[..., Any], token_for: Callable[..., str],
) -> None:  # fmt: skip
    other = register_portal(name="Other", about="Another.", url="https://other.example", by=cast.otto)
    admit_portal(other, process)
    others = token_for(other)
    ways = [
        ("get", f"{endpoint.pk}/"), ("patch", f"{endpoint.pk}/"), ("delete", f"{endpoint.pk}/"),
        ("post", f"{endpoint.pk}/secret/"), ("get", f"{endpoint.pk}/deliveries/"),
        ("get", f"{endpoint.pk}/deliveries/{delivery.pk}/"),
        ("post", f"{endpoint.pk}/deliveries/{delivery.pk}/replay/"),
    ]  # fmt: skip

    for method, path in ways:
        body: dict[str, Any] | None = {} if method == "patch" else None
        assert call(method, path, body, token=others).status_code == 404, path
        assert call(method, path, body, token="").status_code == 401, path
    assert call("get", token=others).json()["results"] == []


def test_a_token_for_something_else_is_not_enough(
    portal: Portal, process: Process, admit_portal: Callable[..., Any], token_for: Callable[..., str]
) -> None:
    admit_portal(portal, process)
    answer = Client().get(ALL, headers={"Authorization": f"Bearer {token_for(portal, Scope.SUBMIT)}"})

    assert answer.status_code == 403
    assert 'scope="webhooks"' in answer["WWW-Authenticate"]


@pytest.mark.parametrize("number", [1, 3])
def test_budgets(
    *, number: int, call: Any, endpoint: Endpoint, delivery: Delivery, portal: Portal, process: Process,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    for place in range(number - 1):
        address = f"https://igf.example/{place}"
        register(portal, url=address, wanted=Wanted([Kind.PERIOD_EXTENDED]), by=portal.owner)
    for path in ("", f"{endpoint.pk}/", f"{endpoint.pk}/deliveries/", f"{endpoint.pk}/deliveries/{delivery.pk}/"):
        with django_assert_max_num_queries(5):
            assert call("get", path).status_code == 200

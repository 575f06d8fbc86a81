"""Registering, proving, changing, removing."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from common.refusals import Incomplete, NotAllowed, NotPossible
from consultations.actions import change_endpoint, register_endpoint
from record.models import Entry
from tests.conftest import CAST
from tests.webhooks.conftest import EVERYTHING
from tests.webhooks.receiver import Reply
from webhooks import actions
from webhooks.actions import Wanted, take_turn
from webhooks.enums import DeliveryState, EndpointState, Fault
from webhooks.models import Attempt, Endpoint

pytestmark = pytest.mark.django_db


def test_a_registered_address_waits_until_it_has_answered_the_challenge(portal, make_endpoint, receiver):
    endpoint = make_endpoint(proven=False)
    assert (endpoint.state, endpoint.proven_at) == (EndpointState.UNPROVEN, None)
    assert endpoint.secret.startswith("whsec_")

    take_turn(endpoint.pk)

    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.challenge) == (EndpointState.ACTIVE, "")
    receiver.arrivals[0].verified_by(endpoint.secret)
    assert [entry.verb for entry in Entry.objects.filter(subject__contains="endpoint").order_by("number")] == [
        "endpoint.register",
        "endpoint.prove",
    ]


def test_the_bare_words_are_an_answer_too(make_endpoint, receiver):
    receiver.proves_itself = False
    receiver.reply = lambda arrival: Reply(200, arrival.told["data"]["challenge"] + "\n")
    assert make_endpoint().state == EndpointState.ACTIVE


@pytest.mark.parametrize(
    "answer",
    [
        lambda told: Reply(200, ""),
        lambda told: Reply(204),
        lambda told: Reply(200, "ok"),
        lambda told: Reply(200, '{"challenge": "of somebody else"}'),
        lambda told: Reply(200, "[" * 1000),
        lambda told: Reply(200, "null"),
        lambda told: Reply(500, told.told["data"]["challenge"]),
        lambda told: Reply(302, told.told["data"]["challenge"]),
        lambda told: Reply(200, told.body),  # a machine that says back whatever it hears
    ],
)
def test_other_answers_prove_nothing(make_endpoint, receiver, answer):
    receiver.proves_itself, receiver.reply = False, answer
    endpoint = make_endpoint(proven=False)
    take_turn(endpoint.pk)
    endpoint.refresh_from_db()
    assert endpoint.state == EndpointState.UNPROVEN
    assert Attempt.objects.get().fault in (Fault.WRONG_ANSWER, Fault.STATUS, Fault.REDIRECT)


def test_a_challenge_is_tried_three_times_and_can_be_sent_again(make_endpoint, receiver):
    receiver.proves_itself = False
    endpoint = make_endpoint(proven=False)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(10):
            take_turn(endpoint.pk)
            clock.shift(timedelta(minutes=2))
        assert len(receiver.arrivals) == 3
        assert endpoint.deliveries.get().state == DeliveryState.GIVEN_UP

        receiver.proves_itself = True
        actions.prove(endpoint, by=endpoint.portal.owner)
        take_turn(endpoint.pk)

    endpoint.refresh_from_db()
    assert endpoint.state == EndpointState.ACTIVE


def test_only_the_latest_challenge_counts(make_endpoint, receiver):
    endpoint = make_endpoint(proven=False)
    first = endpoint.challenge
    actions.prove(endpoint, by=endpoint.portal.owner)
    take_turn(endpoint.pk)
    assert [arrival.told["data"]["challenge"] == first for arrival in receiver.arrivals] == [False]


def test_challenges_are_sent_to_a_stranger_only_so_often_however_they_are_asked_for(portal, admitted, monkeypatch):
    monkeypatch.setattr("webhooks.actions.endpoint.MOST_CHALLENGES", 5)
    owner, given = portal.owner, {"wanted": EVERYTHING, "by": portal.owner}
    with time_machine.travel(timezone.now(), tick=False) as clock:
        first = actions.register(portal, url="https://stranger.example/1", **given)
        actions.remove(first, by=owner)
        made = actions.register(portal, url="https://stranger.example/1", **given)
        actions.prove(made, by=owner)
        actions.change(made, url="https://stranger.example/2", by=owner)
        actions.change(made, url="https://stranger.example/3", by=owner)

        for act in (
            lambda: actions.prove(made, by=owner),
            lambda: actions.change(made, url="https://stranger.example/4", by=owner),
            lambda: actions.register(portal, url="https://stranger.example/5", **given),
        ):
            with pytest.raises(NotPossible):
                act()
        made.refresh_from_db()
        assert made.url == "https://stranger.example/3"
        actions.change(made, description="Ours.", by=owner)

        clock.shift(timedelta(days=1))
        actions.prove(made, by=owner)


@pytest.mark.parametrize(
    ("url", "wanted", "field"),
    [
        ("http://portal.example/", EVERYTHING, "url"),
        ("https://10.0.0.1/", EVERYTHING, "url"),
        ("https://portal.example/\x00", EVERYTHING, "url"),
        ("https://portal.example/", Wanted([]), "kinds"),
        ("https://portal.example/", Wanted(["comment_period.exploded"]), "kinds"),
        ("https://portal.example/", Wanted(["endpoint.challenge"]), "kinds"),
        ("https://portal.example/", Wanted(["comment_period.closing"], (), [0]), "closing_days"),
        ("https://portal.example/", Wanted(["comment_period.closing"], (), [91]), "closing_days"),
        ("https://portal.example/", Wanted(["comment_period.closing"], (), list(range(1, 12))), "closing_days"),
        ("https://portal.example/", Wanted(["comment_period.closing"], ["elsewhere"]), "processes"),
    ],
)
def test_what_cannot_be_is_refused_with_the_field(portal, admitted, url, wanted, field):
    with pytest.raises(Incomplete) as refused:
        register_endpoint(portal, url=url, wanted=wanted, by=portal.owner)
    assert list(refused.value.fields) == [field]
    assert not Endpoint.objects.exists()


def test_a_portal_that_no_process_tells_registers_nothing(portal):
    with pytest.raises(NotPossible):
        register_endpoint(portal, url="https://portal.example/", wanted=EVERYTHING, by=portal.owner)


def test_one_address_is_registered_once_and_ten_at_most(portal, admitted):
    for number in range(10):
        register_endpoint(portal, url=f"https://portal.example/{number}", wanted=EVERYTHING, by=portal.owner)
    for url in ("https://portal.example/1", "https://portal.example/new"):
        with pytest.raises(NotPossible):
            register_endpoint(portal, url=url, wanted=EVERYTHING, by=portal.owner)


@pytest.mark.parametrize("who", [name for name in CAST if name != "nobody"])
def test_nobody_but_the_owner_does_anything(cast, endpoint, tell_it, who):
    by, portal = getattr(cast, who), endpoint.portal
    delivery = tell_it().deliveries.get()
    acts = [
        lambda: register_endpoint(portal, url="https://portal.example/", wanted=EVERYTHING, by=by),
        lambda: change_endpoint(endpoint, wanted=EVERYTHING, by=by),
        lambda: actions.prove(endpoint, by=by),
        lambda: actions.pause(endpoint, by=by),
        lambda: actions.resume(endpoint, by=by),
        lambda: actions.rotate_secret(endpoint, by=by),
        lambda: actions.send_test(endpoint, by=by),
        lambda: actions.remove(endpoint, by=by),
        lambda: actions.replay(delivery, by=by),
        lambda: actions.replay_range(endpoint, since=timezone.now(), until=timezone.now(), by=by),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_another_address_proves_itself_first_and_gets_what_was_kept(endpoint, tell_it, receiver):
    tell_it()
    actions.change(endpoint, url=f"{receiver.url}/new", by=endpoint.portal.owner)
    assert endpoint.state == EndpointState.UNPROVEN

    take_turn(endpoint.pk)

    endpoint.refresh_from_db()
    assert endpoint.state == EndpointState.ACTIVE
    assert [arrival.path for arrival in receiver.arrivals] == ["/hook", "/hook/new", "/hook/new"]
    assert receiver.kinds == ["comment_period.extended"]


def test_what_it_is_told_is_changed_without_proof(endpoint):
    actions.change(endpoint, wanted=Wanted(["contribution.published"], [], [3]), by=endpoint.portal.owner)
    assert (endpoint.state, endpoint.kinds, endpoint.closing_days) == ("active", ["contribution.published"], [3])


def test_a_test_is_sent_once_at_a_time(endpoint, receiver):
    owner = endpoint.portal.owner
    actions.send_test(endpoint, by=owner)
    with pytest.raises(NotPossible):
        actions.send_test(endpoint, by=owner)
    take_turn(endpoint.pk)
    assert receiver.kinds == ["endpoint.test"]


@pytest.mark.parametrize("asks", ["moves", "is_disabled"])
def test_a_test_under_way_does_not_hold_up_the_next_challenge(endpoint, receiver, asks):
    owner = endpoint.portal.owner
    actions.send_test(endpoint, by=owner)
    if asks == "moves":
        actions.change(endpoint, url=f"{receiver.url}/new", by=owner)
    else:
        Endpoint.objects.update(state=EndpointState.DISABLED, disabled_at=timezone.now())
        actions.prove(endpoint, by=owner)
    take_turn(endpoint.pk)
    endpoint.refresh_from_db()
    assert endpoint.state == EndpointState.ACTIVE
    assert receiver.kinds == []


def test_removed_twice_is_removed_and_its_address_free(endpoint, receiver):
    owner = endpoint.portal.owner
    actions.remove(endpoint, by=owner)
    actions.remove(endpoint, by=owner)
    assert Entry.objects.filter(verb="endpoint.remove").count() == 1
    register_endpoint(endpoint.portal, url=receiver.url, wanted=EVERYTHING, by=owner)
    with pytest.raises(NotPossible):
        actions.pause(endpoint, by=owner)


def test_a_disabled_one_comes_back_by_proof_and_is_sent_what_it_missed(endpoint, tell_it, receiver):
    owner = endpoint.portal.owner
    receiver.reply = Reply(410)
    tell_it()
    take_turn(endpoint.pk)
    tell_it()
    with pytest.raises(NotPossible):
        actions.replay_range(
            endpoint, since=timezone.now() - timedelta(hours=1), until=timezone.now() + timedelta(hours=1), by=owner
        )

    receiver.reply = Reply(204)
    endpoint.refresh_from_db()
    actions.prove(endpoint, by=owner)
    take_turn(endpoint.pk)
    hour = timedelta(hours=1)
    again = actions.replay_range(endpoint, since=timezone.now() - hour, until=timezone.now() + hour, by=owner)
    take_turn(endpoint.pk)

    assert again == 2
    assert [told["data"]["number"] for told in receiver.told] == [1, 1, 2]

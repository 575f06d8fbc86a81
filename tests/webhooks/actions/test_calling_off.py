"""Ending what a portal is still to be told, also while a worker is telling it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.webhooks.receiver import Reply
from webhooks import actions
from webhooks.actions import call_off, take_turn

pytestmark = pytest.mark.django_db


def states(endpoint):
    told = endpoint.deliveries.exclude(event__kind="endpoint.challenge").order_by("event")
    return list(told.values_list("state", flat=True))


def test_only_what_did_not_arrive_from_this_process_is_called_off(endpoint, tell_it, receiver):
    tell_it()
    take_turn(endpoint.pk)
    tell_it()
    tell_it(process="wtpf", subject="comment_period:7")

    assert call_off(endpoint.portal_id, process="wgx") == 1

    assert states(endpoint) == ["delivered", "called_off", "waiting"]
    take_turn(endpoint.pk)
    assert [told["data"]["number"] for told in receiver.told] == [1, 3]


def test_another_portal_is_told_all_the_same(endpoint, make_endpoint, make_portal, admit, tell_it):
    other = make_portal("accra")
    admit(other)
    others = make_endpoint(portal=other, url=f"{endpoint.url}/accra")
    tell_it(to=[endpoint.portal_id, other.pk])

    call_off(endpoint.portal_id, process="wgx")

    assert (states(endpoint), states(others)) == (["called_off"], ["waiting"])


def test_what_arrives_while_it_is_called_off_is_in_the_log_as_delivered(endpoint, tell_it, receiver, meanwhile):
    """The log says what happened; and the rest of the turn is not told any more."""
    meanwhile(lambda: call_off(endpoint.portal_id, process="wgx"))
    for number in range(3):
        tell_it(subject=f"contribution:{number}")

    take_turn(endpoint.pk)

    assert states(endpoint) == ["delivered", "called_off", "called_off"]
    assert len(receiver.told) == 1


@pytest.mark.parametrize("status", [410, 500])
def test_what_fails_while_it_is_called_off_stays_called_off(endpoint, tell_it, meanwhile, status):
    meanwhile(lambda: call_off(endpoint.portal_id, process="wgx"), Reply(status))
    delivery = tell_it().deliveries.get()

    take_turn(endpoint.pk)

    assert states(endpoint) == ["called_off"]
    assert delivery.attempts.get().status == status


def test_nothing_brings_back_what_was_called_off(endpoint, tell_it, receiver):
    tell_it()
    owner, now, hour = endpoint.portal.owner, timezone.now(), timedelta(hours=1)
    call_off(endpoint.portal_id, process="wgx")

    assert actions.replay_range(endpoint, since=now - hour, until=now + hour, by=owner) == 0
    actions.change(endpoint, url=f"{receiver.url}/new", by=owner)
    take_turn(endpoint.pk)
    take_turn(endpoint.pk)

    assert receiver.told == []
    assert states(endpoint) == ["called_off"]

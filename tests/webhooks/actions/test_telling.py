"""Storing what happened, for whom."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from webhooks import actions
from webhooks.actions import tell
from webhooks.actions.endpoint import Wanted
from webhooks.enums import DeliveryState, EndpointState, Kind
from webhooks.models import Delivery, Endpoint, Event

pytestmark = pytest.mark.django_db


def test_what_is_told_waits_for_the_endpoint_that_wants_it(endpoint, tell_it):
    event = tell_it(Kind.PERIOD_EXTENDED)

    (delivery,) = Delivery.objects.filter(event=event)
    assert (delivery.endpoint, delivery.state, delivery.tries) == (endpoint, DeliveryState.WAITING, 0)
    assert event.payload == {"number": 1}


def test_told_twice_is_stored_once(endpoint, tell_it):
    assert tell_it(key="same") is not None
    assert tell_it(key="same") is None
    assert Delivery.objects.filter(event__key="same").count() == 1


def test_what_is_rolled_back_was_never_told(endpoint, tell_it):
    with transaction.atomic():
        tell_it()
        transaction.set_rollback(True)

    assert not Event.objects.filter(kind=Kind.PERIOD_EXTENDED).exists()


@pytest.mark.parametrize(
    ("wanted", "given", "is_told"),
    [
        (Wanted(["comment_period.extended"]), {}, True),
        (Wanted(["comment_period.closed"]), {}, False),
        (Wanted(["comment_period.extended"], ["wgx"]), {}, True),
        (Wanted(["comment_period.extended"], ["wtpf"]), {}, False),
        (Wanted(["comment_period.closing"], (), [7, 1]), {"kind": Kind.PERIOD_CLOSING, "days": 7}, True),
        (Wanted(["comment_period.closing"], (), [1]), {"kind": Kind.PERIOD_CLOSING, "days": 7}, False),
    ],
)
def test_an_endpoint_is_told_what_it_wants(admitted, make_endpoint, wanted, given, is_told):
    endpoint = make_endpoint(wanted=wanted)
    told = {"kind": Kind.PERIOD_EXTENDED, "subject": "comment_period:1", "process": "wgx", "payload": {}} | given

    event = tell(told.pop("kind"), key="one", to=[endpoint.portal_id], **told)

    assert (event is not None) == is_told


def test_where_nobody_wants_it_nothing_is_stored_unless_it_is_kept(db):
    given = {"subject": "comment_period:1", "process": "wgx", "payload": {}, "to": []}
    assert tell(Kind.PERIOD_CLOSED, key="one", **given) is None
    assert tell(Kind.PERIOD_CLOSED, key="two", is_kept=True, **given) is not None
    assert [event.key for event in Event.objects.all()] == ["two"]


def test_portals_that_may_not_be_told_are_not(endpoint, make_portal, tell_it):
    assert tell_it(to=[make_portal("accra").pk]) is None


def test_an_endpoint_that_was_not_there_yet_is_not_told_of_the_past(endpoint, tell_it):
    assert tell_it(at=timezone.now() - timedelta(days=1)) is None


def test_one_that_never_proved_itself_is_told_nothing(admitted, make_endpoint):
    endpoint = make_endpoint(proven=False)
    told = {"subject": "comment_period:1", "process": "wgx", "payload": {}, "to": [endpoint.portal_id]}
    assert tell(Kind.PERIOD_EXTENDED, key="one", **told) is None


@pytest.mark.parametrize(
    ("state", "stored"),
    [
        (EndpointState.PAUSED, DeliveryState.WAITING),
        (EndpointState.DISABLED, DeliveryState.GIVEN_UP),
        (EndpointState.UNPROVEN, DeliveryState.GIVEN_UP),
    ],
)
def test_what_happens_while_it_is_away_is_kept_for_it(endpoint, tell_it, state, stored):
    Endpoint.objects.update(state=state, disabled_at=timezone.now())
    event = tell_it()
    assert Delivery.objects.get(event=event).state == stored


def test_one_that_was_removed_is_told_nothing(endpoint, tell_it):
    actions.remove(endpoint, by=endpoint.portal.owner)
    assert tell_it() is None


def test_telling_costs_the_same_for_one_and_for_many(
    portal, admitted, make_endpoint, django_assert_num_queries, receiver
):
    for number in range(3):
        make_endpoint(url=f"{receiver.url}/{number}")
    given = {"subject": "comment_period:1", "process": "wgx", "payload": {}, "to": [portal.pk]}
    with django_assert_num_queries(4):
        tell(Kind.PERIOD_EXTENDED, key="one", **given)
    assert Delivery.objects.filter(event__key="one").count() == 3

"""Sending anew, and forgetting."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from common.refusals import Incomplete, NotPossible
from tests.webhooks.receiver import Reply
from webhooks import actions
from webhooks.actions import take_turn
from webhooks.enums import DeliveryState, Kind
from webhooks.models import Delivery, Endpoint, Event

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_one_is_sent_once_more_under_the_same_id(endpoint, tell_it, receiver):
    delivery = tell_it().deliveries.get()
    take_turn(endpoint.pk)

    actions.replay(delivery, by=endpoint.portal.owner)
    take_turn(endpoint.pk)

    first, second = receiver.arrivals[-2:]
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.body == second.body
    assert delivery.attempts.count() == 2


def test_what_is_under_way_is_not_sent_twice(endpoint, tell_it):
    delivery = tell_it().deliveries.get()
    with pytest.raises(NotPossible):
        actions.replay(delivery, by=endpoint.portal.owner)


def test_a_challenge_is_not_replayed(endpoint):
    with pytest.raises(NotPossible):
        actions.replay(endpoint.deliveries.get(), by=endpoint.portal.owner)


@pytest.mark.parametrize(
    ("given", "numbers"),
    [
        ({}, [2, 3]),
        ({"kinds": ["contribution.published"]}, [3]),
        ({"only_failed": True}, [2]),
        ({"kinds": ["comment_period.closed"]}, []),
    ],
)
def test_a_range_is_sent_in_its_order(endpoint, tell_it, receiver, given, numbers):
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        tell_it(at=now)
        clock.shift(HOUR)
        tell_it(at=now + HOUR)
        tell_it(Kind.CONTRIBUTION_PUBLISHED, at=now + HOUR)
        clock.shift(HOUR)
        tell_it(at=now + 2 * HOUR)
        take_turn(endpoint.pk)
        Delivery.objects.filter(event__payload__number=2).update(state=DeliveryState.GIVEN_UP)
        receiver.arrivals.clear()

        owner = endpoint.portal.owner
        again = actions.replay_range(endpoint, since=now + HOUR, until=now + 2 * HOUR, by=owner, **given)
        take_turn(endpoint.pk)

    assert again == len(numbers)
    assert [told["data"]["number"] for told in receiver.told] == numbers


def test_a_range_that_ends_before_it_begins_is_refused(endpoint):
    now = timezone.now()
    with pytest.raises(Incomplete):
        actions.replay_range(endpoint, since=now, until=now, by=endpoint.portal.owner)


def test_too_many_at_once_are_refused(endpoint, tell_it, monkeypatch):
    monkeypatch.setattr("webhooks.actions.replaying.MOST_REPLAYED", 2)
    for _ in range(3):
        tell_it(at=timezone.now())
    now = timezone.now()
    with pytest.raises(Incomplete):
        actions.replay_range(endpoint, since=now - HOUR, until=now + HOUR, by=endpoint.portal.owner)


def test_what_is_old_is_forgotten_with_its_log(settings, endpoint, tell_it, receiver):
    tell_it()
    take_turn(endpoint.pk)
    tell_it(subject="comment_period:9")  # still waits
    days = timedelta(days=settings.WEBHOOKS_DAYS_KEPT)

    assert actions.forget_old(at=timezone.now() + days - HOUR) == 0
    assert actions.forget_old(at=timezone.now() + days + HOUR) == 2  # and its challenge

    assert [event.subject for event in Event.objects.all()] == ["comment_period:9"]


def test_a_removed_endpoint_goes_a_day_later(endpoint, tell_it):
    tell_it()
    actions.remove(endpoint, by=endpoint.portal.owner)
    actions.forget_old(at=timezone.now() + timedelta(hours=23))
    assert Endpoint.objects.exists()
    actions.forget_old(at=timezone.now() + timedelta(hours=25))
    assert not Endpoint.objects.exists()
    assert not Delivery.objects.exists()


def test_a_long_log_of_a_removed_one_goes_piece_by_piece(endpoint, tell_it, monkeypatch):
    monkeypatch.setattr("webhooks.actions.tidying.AT_ONCE", 2)
    for _ in range(4):
        tell_it()
    actions.remove(endpoint, by=endpoint.portal.owner)
    left = []
    for _ in range(3):
        actions.forget_old(at=timezone.now() + timedelta(hours=25))
        left.append((Endpoint.objects.count(), Delivery.objects.count()))
    assert left == [(1, 3), (1, 1), (0, 0)]


@pytest.mark.django_db(transaction=True)
def test_forgetting_holds_up_nobody(settings, endpoint, tell_it, receiver):
    """While it is under way things are told, delivered, replayed and changed."""
    tell_it()
    take_turn(endpoint.pk)
    Event.objects.update(told_at=timezone.now() - timedelta(days=settings.WEBHOOKS_DAYS_KEPT + 1))
    tell_it()
    owner = endpoint.portal.owner

    def work():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        try:
            take_turn(endpoint.pk)
            tell_it()
            take_turn(endpoint.pk)
            actions.replay(endpoint.deliveries.latest("event"), by=owner)
            actions.change(endpoint, description="Ours.", by=owner)
            return take_turn(endpoint.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as another, transaction.atomic():
        assert actions.forget_old() == 2
        assert another.submit(work).result() == 1
    assert [told["data"]["number"] for told in receiver.told] == [1, 2, 3, 3]


def test_a_replay_is_tried_for_three_days_anew(endpoint, tell_it, receiver):
    delivery = tell_it().deliveries.get()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        take_turn(endpoint.pk)
        clock.shift(timedelta(days=10))
        receiver.reply = Reply(500)
        actions.replay(delivery, by=endpoint.portal.owner)
        take_turn(endpoint.pk)
        delivery.refresh_from_db()
        assert (delivery.state, delivery.tries) == (DeliveryState.WAITING, 1)

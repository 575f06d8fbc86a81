"""What is told next, however much waits."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from webhooks import actions
from webhooks.enums import DeliveryState
from webhooks.models import Delivery, Event
from webhooks.queries.due import due_deliveries

pytestmark = pytest.mark.django_db
MANY = 4000


@pytest.fixture
def long_log(endpoint):
    """Thousands that were delivered, of as many subjects; the database knows how many."""
    now = timezone.now()
    events = [
        Event(
            key=f"key:{number}", kind="comment_period.extended", subject=f"comment_period:{number}", process="wgx",
            payload={}, happened_at=now, told_at=now,
        )
        for number in range(MANY)
    ]  # fmt: skip
    Event.objects.bulk_create(events)
    done = {"state": DeliveryState.DELIVERED, "finished_at": now, "next_try_at": now}
    Delivery.objects.bulk_create(
        Delivery(endpoint=endpoint, event=event, subject=event.subject, **done) for event in events
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE webhooks_delivery")
    return events


def test_thousands_that_are_sent_anew_are_not_compared_each_with_each(endpoint, long_log):
    now, hour = timezone.now(), timedelta(hours=1)
    assert actions.replay_range(endpoint, since=now - hour, until=now + hour, by=endpoint.portal.owner) == MANY

    began = time.perf_counter()
    next_one = due_deliveries(endpoint, at=timezone.now()).first()

    assert time.perf_counter() - began < 1  # it was more than a second for each delivery
    assert next_one.event == long_log[0]


def test_of_each_subject_only_the_first_is_due(endpoint, tell_it):
    events = [tell_it(subject=f"comment_period:{number}") for number in (1, 2, 1, 2, 3)]
    at = timezone.now()
    Delivery.objects.filter(event=events[1]).update(next_try_at=at + timedelta(hours=1))
    Delivery.objects.filter(event=events[0]).update(tries=1)

    assert [each.event for each in due_deliveries(endpoint, at=at)] == [events[4], events[0]]

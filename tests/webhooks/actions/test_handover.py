"""Starting turns through the broker: each once, and none lost with it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from webhooks import actions, tasks
from webhooks.lifecycle import HANDOVER_TIMEOUT
from webhooks.models import Endpoint

pytestmark = pytest.mark.django_db


def test_what_is_told_is_started_once_it_is_committed(endpoint, tell_it, started, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        tell_it()
    assert started == []
    for act in waiting:
        act()
    assert started == [endpoint.pk]


def test_a_turn_that_lies_with_the_broker_is_started_anew_only_when_it_must_be_lost(endpoint, tell_it, started):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        tell_it()
        assert [actions.hand_over_due(), actions.hand_over_due()] == [1, 0]
        clock.shift(HANDOVER_TIMEOUT - timedelta(seconds=1))
        assert actions.hand_over_due() == 0
        clock.shift(timedelta(seconds=1))
        assert actions.hand_over_due() == 1
    assert started == [endpoint.pk] * 2


def test_what_rests_or_has_nothing_to_be_told_is_not_started(endpoint, tell_it, started):
    assert actions.hand_over_due() == 0
    tell_it()
    Endpoint.objects.update(rests_until=timezone.now() + timedelta(hours=1))
    assert actions.hand_over_due() == 0
    assert started == []


def test_a_broker_that_is_down_is_asked_again_by_the_next_sweeper(make_endpoint, tell_it, receiver, monkeypatch):
    make_endpoint(url=f"{receiver.url}/2")
    tell_it()

    def down(**_given):
        raise ConnectionError

    monkeypatch.setattr(tasks.take_turn, "apply_async", down)
    assert actions.hand_over_due() == 0
    assert set(Endpoint.objects.values_list("handed_over_at", flat=True)) == {None}


@pytest.mark.django_db(transaction=True)
def test_sweepers_at_once_start_each_turn_once(make_endpoint, tell_it, receiver, started):
    for number in range(5):
        make_endpoint(url=f"{receiver.url}/{number}")
    tell_it()
    Endpoint.objects.update(handed_over_at=None)
    started.clear()
    together = Barrier(6)

    def sweep(_: int) -> None:
        try:
            together.wait(10)
            tasks.sweep()
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as sweepers:
        list(sweepers.map(sweep, range(6)))

    assert sorted(started) == sorted(Endpoint.objects.values_list("pk", flat=True))

"""Handing due letters to the workers."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from config import celery_app
from notifications.actions import hand_over_due, pacing
from notifications.enums import Priority
from notifications.lifecycle import MOST_RUNS, REST
from notifications.models import Letter

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def make_due(make_letter):
    """A letter that nobody has handed over."""

    def make(key="key", **columns):
        return make_letter(key, **{"handed_over_at": None, "next_attempt_at": NOW, **columns})

    return make


@pytest.fixture
def lying():
    """What lies in the queue for letters, the names of its tasks by priority."""

    def look():
        with celery_app.connection_for_read() as connection:
            channel = connection.default_channel
            places = {each: f"mail{channel.sep}{each:d}" if each else "mail" for each in Priority}
            return {
                each: [json.loads(message)["headers"]["task"].rpartition(".")[2] for message in messages]
                for each, place in places.items()
                if (messages := channel.client.lrange(place, 0, -1))
            }

    return look


def test_one_run_is_started_for_as_many_letters_as_it_takes(broker, make_due):
    make_due("one")
    make_due("two")
    lying = broker()  # started when they were stored

    assert hand_over_due(at=NOW) == 1
    assert broker() == lying + 1


def test_letter_that_somebody_waits_for_has_a_task_of_its_own(broker, make_due):
    make_due("code", priority=Priority.FIRST)
    make_due("bulk", priority=Priority.BULK)

    assert hand_over_due(at=NOW) == 2  # the code by name, and a run for both


def test_a_run_lies_with_the_broker_by_what_it_sends_first(broker, lying, make_due):
    make_due("digest", priority=Priority.DIGEST)
    hand_over_due(at=NOW)
    make_due("news", priority=Priority.BULK)
    hand_over_due(at=NOW)
    make_due("receipt", priority=Priority.NORMAL)
    hand_over_due(at=NOW)
    make_due("code", priority=Priority.FIRST)
    hand_over_due(at=NOW)

    assert lying() == {
        Priority.FIRST: ["deliver"],
        Priority.NORMAL: ["deliver_due", "deliver_due"],
        Priority.BULK: ["deliver_due"],
        Priority.DIGEST: ["deliver_due"],
    }


def test_letter_that_the_broker_lost_is_handed_over_by_name_again(broker, make_due):
    make_due(priority=Priority.FIRST)
    by_name_and_a_run = hand_over_due(at=NOW)

    assert by_name_and_a_run == 2
    assert hand_over_due(at=NOW + timedelta(minutes=2) - timedelta(seconds=1)) == 1
    assert hand_over_due(at=NOW + timedelta(minutes=2)) == 2


@pytest.mark.parametrize(
    ("columns", "started"),
    [
        ({"hold": True}, 0),
        ({"sent_at": NOW}, 0),
        ({"failed_at": NOW}, 0),
        ({"called_off_at": NOW}, 0),
        ({"next_attempt_at": NOW + timedelta(seconds=1)}, 0),
        ({"claim": uuid4(), "claimed_at": NOW}, 0),
        ({"claim": uuid4(), "claimed_at": NOW - timedelta(minutes=2)}, 1),
    ],
)
def test_only_due_letters_and_those_of_dead_workers_go(broker, make_due, columns, started):
    make_due(**columns)
    lying = broker()

    assert hand_over_due(at=NOW) == started
    assert broker() == lying + started


def test_no_more_runs_are_at_work_than_connections_are_wanted(broker, make_due):
    letters = [
        make_due(f"key{number}", claim=uuid4(), claimed_at=NOW, handed_over_at=NOW) for number in range(MOST_RUNS - 1)
    ]
    make_due("waits")

    with_room = hand_over_due(at=NOW)
    make_due("another", claim=uuid4(), claimed_at=NOW, handed_over_at=NOW)
    full = hand_over_due(at=NOW)
    of_one_run = letters[0].claim
    Letter.objects.filter(key="another").update(claim=of_one_run)

    assert (with_room, full, hand_over_due(at=NOW)) == (1, 0, 1)


def test_nothing_is_started_while_our_mail_server_is_away(broker, make_due):
    make_due()
    pacing.rest(at=NOW)

    assert hand_over_due(at=NOW + REST - timedelta(seconds=1)) == 0
    assert hand_over_due(at=NOW + REST) == 1


@pytest.mark.usefixtures("broker_is_down")
def test_broker_that_is_down_leaves_all_letters_due(make_due):
    for number in range(3):
        make_due(f"key{number}", priority=Priority.FIRST)

    assert hand_over_due(at=NOW) == 0

    assert Letter.objects.due(at=NOW).filter(handed_over_at=None).count() == 3


@pytest.mark.django_db(transaction=True)
def test_sweepers_at_once_hand_each_letter_over_by_name_once(broker, make_due):
    for number in range(20):
        make_due(f"key{number}", priority=Priority.FIRST)

    def sweep(_: int) -> int:
        try:
            return hand_over_due(at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as sweepers:
        handed = list(sweepers.map(sweep, range(4)))

    assert sum(handed) == 20 + 4  # and a run each


def test_sweep_asks_seven_statements_however_many_letters_are_due(broker, make_due, django_assert_num_queries):
    for number in range(30):
        make_due(f"key{number}", priority=Priority.FIRST)

    # savepoint, select, update, release; is there a rest, how many are due, how many runs are at work
    with django_assert_num_queries(7):
        hand_over_due(at=NOW)

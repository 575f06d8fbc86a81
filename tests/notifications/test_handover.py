"""Handing due letters to the workers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from notifications.actions import hand_over_due
from notifications.enums import Priority
from notifications.models import Letter

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def make_due(make_letter):
    """A letter that nobody has handed over."""

    def make(key="key", **columns):
        return make_letter(key, **{"handed_over_at": None, "next_attempt_at": NOW, **columns})

    return make


def test_due_letter_is_handed_over_once(broker, make_due):
    make_due()

    assert [hand_over_due(at=NOW), hand_over_due(at=NOW + timedelta(seconds=20))] == [1, 0]
    assert broker() == 1


def test_letter_that_the_broker_lost_is_handed_over_again(broker, make_due):
    make_due()
    hand_over_due(at=NOW)

    assert hand_over_due(at=NOW + timedelta(minutes=2) - timedelta(seconds=1)) == 0
    assert hand_over_due(at=NOW + timedelta(minutes=2)) == 1


@pytest.mark.parametrize(
    ("columns", "handed"),
    [
        ({"hold": True}, 0),
        ({"sent_at": NOW}, 0),
        ({"failed_at": NOW}, 0),
        ({"next_attempt_at": NOW + timedelta(seconds=1)}, 0),
        ({"claim": uuid4(), "claimed_at": NOW}, 0),
        ({"claim": uuid4(), "claimed_at": NOW - timedelta(minutes=5)}, 1),
        ({"handed_over_at": NOW - timedelta(minutes=5), "claim": uuid4(), "claimed_at": NOW - timedelta(minutes=5)}, 1),
    ],
)
def test_only_due_letters_and_those_of_dead_workers_go(broker, make_due, columns, handed):
    make_due(**columns)

    assert hand_over_due(at=NOW) == handed
    assert broker() == handed


def test_urgent_letters_go_first_and_the_rest_when_there_is_room(broker, make_due):
    make_due("bulk", priority=Priority.BULK)
    make_due("first", priority=Priority.FIRST)
    make_due("normal", priority=Priority.NORMAL)

    handed = hand_over_due(at=NOW, most=2)
    full = hand_over_due(at=NOW, most=2)
    Letter.objects.filter(key="first").update(sent_at=NOW)
    with_room = hand_over_due(at=NOW, most=2)

    assert (handed, full, with_room) == (2, 0, 1)
    assert broker() == 3


@pytest.mark.usefixtures("broker_is_down")
def test_broker_that_is_down_leaves_all_letters_due(make_due):
    for number in range(3):
        make_due(f"key{number}")

    assert hand_over_due(at=NOW) == 0

    assert Letter.objects.filter(handed_over_at=None).count() == 3


@pytest.mark.django_db(transaction=True)
def test_sweepers_at_once_hand_each_letter_over_once(broker, make_due):
    for number in range(20):
        make_due(f"key{number}")
    lying = broker()  # started when they were stored

    def sweep(_: int) -> int:
        try:
            return hand_over_due(at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as sweepers:
        handed = list(sweepers.map(sweep, range(4)))

    assert sum(handed) == 20
    assert broker() == lying + 20


def test_sweep_asks_five_statements_however_many_letters_are_due(broker, make_due, django_assert_num_queries):
    for number in range(30):
        make_due(f"key{number}")

    with django_assert_num_queries(5):  # savepoint, count, select, update, release
        hand_over_due(at=NOW)

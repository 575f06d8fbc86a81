"""Where a letter stands."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from notifications.enums import State
from notifications.models import Letter

pytestmark = pytest.mark.django_db

AT = timezone.now()
FRESH, STALE = AT - timedelta(seconds=119), AT - timedelta(minutes=2)

STANDS = [
    ({}, State.WAITING),
    ({"next_attempt_at": AT + timedelta(days=1)}, State.WAITING),
    ({"claim": uuid4(), "claimed_at": FRESH}, State.BEING_SENT),
    ({"claim": uuid4(), "claimed_at": STALE}, State.WAITING),
    ({"hold": True}, State.HELD),
    ({"sent_at": AT}, State.SENT),
    ({"sent_at": AT, "hold": True}, State.SENT),
    ({"failed_at": AT}, State.FAILED),
]


@pytest.mark.parametrize(("columns", "state"), STANDS)
def test_letter_is_in_one_state_and_rows_and_object_agree(make_letter, columns, state):
    letter = make_letter(**columns)
    letters = Letter.objects

    found = {
        State.HELD: letters.held(),
        State.WAITING: letters.waiting(at=AT),
        State.BEING_SENT: letters.being_sent(at=AT),
        State.SENT: letters.sent(),
        State.FAILED: letters.failed(),
    }

    assert letter.state(at=AT) == state
    assert {name for name, rows in found.items() if rows.exists()} == {state}


def test_letter_is_due_when_its_next_attempt_may_begin(make_letter):
    make_letter(next_attempt_at=AT)

    assert not Letter.objects.due(at=AT - timedelta(seconds=1)).exists()
    assert Letter.objects.due(at=AT).exists()


@pytest.mark.parametrize("columns", [{"sent_at": AT, "failed_at": AT}, {"claim": uuid4()}, {"claimed_at": AT}])
def test_impossible_letter_is_refused_by_the_database(make_letter, columns):
    make_letter()

    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.update(**columns)


def test_message_id_is_under_our_own_name(make_letter):
    assert make_letter().message_id.endswith("@plenum.example>")


def test_erased_person_leaves_the_letter(make_person):
    person = make_person()
    Letter.objects.create(key="k", person=person, address=person.email, created_at=AT, next_attempt_at=AT)

    person.delete()

    assert Letter.objects.get().person is None

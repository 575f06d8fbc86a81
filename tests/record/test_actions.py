"""Appending to the record."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from record import queries
from record.actions import enter, enter_each
from record.chain import GENESIS
from record.models import Entry

THING = ("example.thing", "1")


@pytest.mark.django_db
def test_first_entry_continues_the_genesis_constant(time_machine):
    time_machine.move_to(datetime(2026, 11, 22, 10, 30, tzinfo=UTC), tick=False)

    entry = enter("thing.begin", subject=THING, by=None, digest="ab" * 32, round=3, ground="off_topic", held=False)

    entry.refresh_from_db()
    assert (entry.number, entry.previous, entry.actor) == (1, GENESIS, "system")
    assert (entry.verb, entry.subject, entry.digest) == ("thing.begin", "example.thing:1", "ab" * 32)
    assert entry.facts == {"round": 3, "ground": "off_topic", "held": False}
    assert entry.at == datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_next_entry_continues_the_one_before():
    first = enter("thing.begin", subject=THING, by=None)
    second = enter("thing.end", subject=THING, by="draft-holder")

    assert (second.number, second.previous, second.actor) == (first.number + 1, first.hash, "draft-holder")


@pytest.mark.django_db
def test_many_at_once_hang_together_as_if_entered_one_by_one(django_assert_num_queries):
    people = [get_user_model().objects.create(email=f"{name}@example.org") for name in ("ana", "ben", "ines")]
    enter("thing.begin", subject=THING, by=None)

    with django_assert_num_queries(3):
        entries = enter_each("person.join", subjects=people, by=people[0], round=3)

    assert [entry.number for entry in entries] == [2, 3, 4]
    assert [entry.subject for entry in Entry.objects.all()[1:]] == [f"stakeholders.person:{each.pk}" for each in people]
    assert (queries.verify().checked, queries.verify().broken) == (4, "")


@pytest.mark.django_db
def test_nothing_is_entered_for_none(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert enter_each("person.join", subjects=[], by=None) == []


@pytest.mark.django_db
def test_people_and_things_are_named_by_their_keys():
    person = get_user_model().objects.create(email="dora@example.org", name="Dora")

    entry = enter("person.join", subject=person, by=person)

    assert (entry.actor, entry.subject) == (f"person:{person.pk}", f"stakeholders.person:{person.pk}")


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_entered():
    with pytest.raises(TransactionManagementError):
        enter("thing.begin", subject=THING, by=None)

    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_entry_vanishes_with_its_act_and_leaves_no_gap():
    class ChangedMyMindError(Exception):
        pass

    @transaction.atomic
    def act_in_vain() -> None:
        enter("thing.begin", subject=THING, by=None)
        raise ChangedMyMindError

    with pytest.raises(ChangedMyMindError):
        act_in_vain()
    with transaction.atomic():
        entry = enter("thing.begin", subject=THING, by=None)

    assert entry.number == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"verb": "begin"},
        {"verb": "Thing.begin"},
        {"subject": ("example.thing", "dora@example.org")},
        {"subject": ("example.thing", "Dora Example")},
        {"subject": ("example.thing", "1" * 120)},
        {"by": "Dora Example"},
        {"by": "dora@example.org"},
        {"digest": "AB" * 32},
        {"digest": "ab"},
        {"address": "dora@example.org"},
        {"reason": "x" * 201},
        {"reason": "nul\0"},
        {"reason": "half \ud800"},
        {"share": 0.5},
        {"people": ["dora"]},
        {"size": 2**53},
        {"größe": 1},
    ],
)
def test_what_could_carry_personal_words_is_refused(wrong):
    said = {"verb": "thing.begin", "subject": THING, "by": None, **wrong}

    with pytest.raises(ValueError, match="record"):
        enter(said.pop("verb"), **said)

    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_unsaved_object_is_refused():
    nobody = get_user_model()(email="dora@example.org")

    with pytest.raises(ValueError, match="Save the object first"):
        enter("person.join", subject=nobody, by=None)
    with pytest.raises(ValueError, match="must be saved first"):
        enter("person.join", subject=THING, by=nobody)


@pytest.mark.django_db
def test_time_is_the_same_in_whatever_zone_it_is_told(time_machine):
    far_east = timezone(timedelta(hours=9))
    time_machine.move_to(datetime(2026, 11, 22, 8, 0, 0, 123, tzinfo=far_east), tick=False)

    enter("thing.begin", subject=THING, by=None)

    assert queries.verify().broken == ""


@pytest.mark.django_db(transaction=True)
def test_twenty_writers_at_once_leave_one_chain_without_a_gap():
    def write(writer: int) -> None:
        try:
            for step in range(5):
                with transaction.atomic():
                    enter("thing.step", subject=("example.thing", str(writer)), by=None, step=step)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as writers:
        list(writers.map(write, range(20)))

    verdict = queries.verify()
    assert (verdict.checked, verdict.broken) == (100, "")
    assert list(Entry.objects.values_list("number", flat=True)) == list(range(1, 101))
    assert [entry.facts["step"] for entry in queries.about(("example.thing", "7"))] == [0, 1, 2, 3, 4]

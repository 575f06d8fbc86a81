"""Storing letters with their cause."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

import record.queries
from notifications.actions import queue, queue_many, release
from notifications.enums import Priority
from notifications.models import Letter
from tests.notifications.conftest import CONTEXT


def hello(to=None, **given):
    return queue("example/hello", **{"to": to, "context": CONTEXT, "key": "hello", **given})


@pytest.mark.django_db
def test_person_is_written_to_in_their_language_and_zone(make_person):
    dora = make_person("dora", language="fr", time_zone="Africa/Nairobi")

    letter = hello(dora, subject=dora, priority=Priority.FIRST)

    letter.refresh_from_db()
    assert (letter.person, letter.address, letter.language) == (dora, "dora@example.org", "fr")
    assert (letter.family, letter.subject_line) == ("example/hello", "Tea & <cake> is open")
    assert (letter.about, letter.priority) == (f"stakeholders.person:{dora.pk}", Priority.FIRST)
    assert "23 novembre 2026, 00:30 EAT" in letter.text
    assert "23 novembre 2026, 00:30 EAT" in letter.html


@pytest.mark.django_db
def test_given_address_and_language_hold_against_the_persons(make_person):
    letter = hello(make_person(language="fr"), address="new@example.org", language="ar")

    assert (letter.address, letter.language) == ("new@example.org", "ar")


@pytest.mark.django_db
def test_letter_without_any_address_is_refused():
    with pytest.raises(ValueError, match="a person or an address"):
        hello()


@pytest.mark.django_db
def test_same_key_again_returns_the_stored_letter_and_starts_nothing(django_capture_on_commit_callbacks, make_person):
    first = hello(make_person("dora"))

    with django_capture_on_commit_callbacks() as callbacks:
        second = hello(make_person("ben"))

    assert second == first
    assert Letter.objects.count() == 1
    assert callbacks == []


@pytest.mark.django_db
def test_no_act_fails_because_its_letter_is_too_long(make_person):
    letter = hello(make_person(), context={**CONTEXT, "thing": "x" * 21_000})

    assert len(letter.text.encode()) <= 20_000


@pytest.mark.django_db
def test_three_statements_store_a_letter(make_person, django_assert_num_queries):
    dora = make_person()

    with django_assert_num_queries(3):
        hello(dora)


@pytest.mark.django_db(transaction=True)
def test_letter_vanishes_with_its_cause(broker):
    with transaction.atomic():
        hello(address="dora@example.org")
        transaction.set_rollback(True)

    assert not Letter.objects.exists()
    assert broker() == 0


@pytest.mark.django_db(transaction=True)
def test_delivery_starts_after_commit_and_not_before(broker):
    with transaction.atomic():
        hello(address="dora@example.org")
        before = broker()

    assert (before, broker()) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_same_key_from_ten_transactions_at_once_is_one_letter(broker):
    def store(_: int) -> object:
        try:
            with transaction.atomic():
                return hello(address="dora@example.org").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as writers:
        stored = set(writers.map(store, range(10)))

    assert stored == {Letter.objects.get().pk}
    assert broker() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("broker_is_down")
def test_broker_that_is_down_leaves_the_letter_to_the_sweeper(caplog):
    letter = hello(address="dora@example.org")

    letter.refresh_from_db()
    assert letter.handed_over_at is None
    assert "The broker did not take notifications.tasks.deliver" in caplog.text
    assert "dora@example.org" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_held_letter_starts_when_it_is_released_and_the_record_tells_by_whom(broker, make_person):
    dora = make_person()
    letter = hello(dora, hold=True)
    held = broker()

    assert release(letter, by=dora) is True
    assert release(letter, by=dora) is False

    assert (held, broker()) == (0, 1)
    assert letter.hold is False
    entries = record.queries.about(letter)
    assert [(entry.verb, entry.actor) for entry in entries] == [("letter.release", f"person:{dora.pk}")]


@pytest.mark.django_db
def test_many_are_each_written_to_in_their_own_language_and_zone(make_person):
    people = [
        make_person("ana", language="fr", time_zone="Africa/Dakar"),
        make_person("ben", language="ar", time_zone="Africa/Cairo"),
        make_person("chris", language="fr", time_zone="Asia/Tokyo"),
    ]

    stored = queue_many("example/hello", to=people, context=CONTEXT, key="opened:1", subject=people[0])

    letters = {letter.person: letter for letter in Letter.objects.select_related("person")}
    assert stored == 3
    assert [letters[one].key for one in people] == [f"opened:1:{one.pk}" for one in people]
    assert [letters[one].address for one in people] == ["ana@example.org", "ben@example.org", "chris@example.org"]
    assert [letters[one].language for one in people] == ["fr", "ar", "fr"]
    assert "22 novembre 2026, 21:30 GMT" in letters[people[0]].text
    assert "23 novembre 2026, 06:30 JST" in letters[people[2]].text
    assert {letter.priority for letter in letters.values()} == {Priority.NORMAL}, "that of its family"
    assert len({letter.message_id for letter in letters.values()}) == 3


@pytest.mark.django_db
def test_many_told_twice_get_one_letter_each(make_person):
    ana, ben = make_person("ana"), make_person("ben")
    queue_many("example/hello", to=[ana], context=CONTEXT, key="opened:1")

    stored = queue_many("example/hello", to=[ana, ben], context=CONTEXT, key="opened:1")

    assert stored == 1
    assert Letter.objects.count() == 2


@pytest.mark.django_db
def test_letters_to_many_go_in_chunks(make_person, django_assert_num_queries):
    people = type(make_person()).objects
    people.bulk_create(people.model(email=f"reader{number}@example.org") for number in range(1200))

    with django_assert_num_queries(7):  # the readers, and two statements for each of three chunks of 500
        stored = queue_many("example/hello", to=people.all(), context=CONTEXT, key="opened:1")

    assert stored == 1201


@pytest.mark.django_db(transaction=True)
def test_letters_to_many_start_with_one_sweep_after_commit(broker, make_person):
    people = [make_person("ana"), make_person("ben")]

    with transaction.atomic():
        queue_many("example/hello", to=people, context=CONTEXT, key="opened:1")
        before = broker()
    after = broker()
    queue_many("example/hello", to=people, context=CONTEXT, key="opened:1")

    assert (before, after, broker()) == (0, 1, 1)

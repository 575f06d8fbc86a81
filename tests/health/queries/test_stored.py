"""What the database tells of letters, deliveries and the clock, cheaply."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from health import actions
from health.measures import MOST
from health.queries import ask_database
from notifications.actions import pacing
from notifications.enums import Priority
from notifications.models import Letter

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def letters(at=None):
    return ask_database(at=at or timezone.now()).letters


def test_an_empty_house_has_nothing_that_waits():
    told = ask_database(at=timezone.now())
    assert told.seconds is not None
    assert (told.letters.waiting, told.letters.oldest_due, told.deliveries.waiting) == (0, {}, 0)
    assert told.last_beat is None


def test_letters_are_counted_by_where_they_stand(make_letter):
    now = timezone.now()
    make_letter()
    make_letter(attempts=2, next_attempt_at=now + HOUR)
    make_letter(hold=True)
    make_letter(claim="0" * 32, claimed_at=now, handed_over_at=now)
    make_letter(sent_at=now)
    make_letter(sent_at=now, bounced_at=now)
    make_letter(sent_at=now - 3 * DAY, bounced_at=now - 2 * DAY)
    make_letter(failed_at=now)
    make_letter(failed_at=now - 2 * DAY)
    make_letter(called_off_at=now)

    told = letters()

    assert (told.waiting, told.tried, told.being_sent, told.held) == (2, 1, 1, 1)
    assert (told.failed, told.bounced) == (1, 1)


def test_the_longest_due_of_each_priority_and_the_oldest_of_all(make_letter):
    oldest = make_letter(ago=3 * HOUR, next_attempt_at=timezone.now() + HOUR)
    first = make_letter(ago=2 * HOUR)
    make_letter(ago=HOUR)
    many = make_letter(ago=HOUR, priority=Priority.BULK)

    told = letters()

    assert told.oldest_due == {Priority.NORMAL: first.next_attempt_at, Priority.BULK: many.next_attempt_at}
    assert told.oldest_at == oldest.created_at


def test_letters_rest_for_a_while_after_our_mail_server_was_away():
    now = timezone.now()
    assert not letters(now).are_resting
    pacing.rest(at=now)
    assert letters(now + timedelta(seconds=30)).are_resting
    assert not letters(now + timedelta(minutes=1)).are_resting


def test_the_last_beat_is_the_latest_of_all_tasks():
    actions.note_sent("notifications.tasks.sweep")
    actions.note_sent("webhooks.tasks.sweep")
    actions.note_sent("a.tasks.that_is_gone")
    told = ask_database(at=timezone.now())
    sent = {each.task: each.sent_at for each in told.scheduled if each.sent_at}
    assert set(sent) == {"notifications.tasks.sweep", "webhooks.tasks.sweep"}
    assert told.last_beat == sent["webhooks.tasks.sweep"]


@pytest.mark.parametrize("rows", [1, 3])
def test_three_questions_however_much_there_is(rows, make_letter, django_assert_num_queries):
    for number in range(rows):
        make_letter(hold=number == 1)
        actions.note_sent("notifications.tasks.sweep")
    with django_assert_num_queries(3):
        ask_database(at=timezone.now())


def test_nothing_is_counted_without_end(make_letter):
    one = make_letter()
    same = {field.attname: getattr(one, field.attname) for field in Letter._meta.concrete_fields}
    for part in range(2):
        several = range(part * MOST, (part + 1) * MOST)
        Letter.objects.bulk_create(
            [Letter(**(same | {"id": None, "key": f"more {n}", "message_id": f"<{n}@x>"})) for n in several],
            batch_size=2000,
        )
    assert letters().waiting == MOST + 1


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_said_so(monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    connection.close()
    assert ask_database(at=timezone.now()).seconds is None

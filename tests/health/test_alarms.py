"""What is red, exactly from when on, and that each says what to do."""

from dataclasses import replace
from datetime import timedelta

import pytest

from health.alarms import NAMES, alarms, stretch
from health.measures import Broker, Letters, Queue, Scheduled, Stored
from tests.health.conftest import NOON

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def red(measures) -> list[tuple[str, str]]:
    return [(alarm.name, alarm.about) for alarm in alarms(measures)]


def lying(name: str, ago: timedelta) -> Broker:
    return Broker(0.001, [Queue(name, 1, NOON - ago, ["worker@here"])])


def beaten(ago: timedelta) -> list[Scheduled]:
    return [Scheduled("a.tasks.sweep", 20 * SECOND, sent_at=NOON - ago)]


def test_nothing_is_red_in_a_house_that_does_well(measured):
    assert red(measured()) == []


@pytest.mark.parametrize(("ago", "is_red"), [(2 * MINUTE, False), (2 * MINUTE + SECOND, True)])
def test_the_clock_after_two_minutes(measured, ago, is_red):
    assert red(measured(scheduled=beaten(ago))) == ([("beat", "")] if is_red else [])


def test_a_clock_that_never_ticked(measured):
    (alarm,) = alarms(measured(scheduled=[Scheduled("a.tasks.sweep", 20 * SECOND)]))
    assert alarm.sentence == "The clock (beat) has never ticked."


@pytest.mark.parametrize(("priority", "longest"), [(0, 10), (3, 10), (6, 60), (9, 60)])
def test_a_due_letter_after_ten_minutes_and_one_to_many_after_an_hour(measured, priority, longest):
    due = {priority: NOON - longest * MINUTE}
    assert red(measured(letters=Letters(oldest_due=due))) == []
    due = {priority: NOON - longest * MINUTE - SECOND}
    assert red(measured(letters=Letters(oldest_due=due))) == [("letters", str(priority))]


@pytest.mark.parametrize(("queue", "longest"), [("mail", 10), ("clock", 10), ("documents", 10), ("exports", 130)])
def test_a_queue_after_ten_minutes_and_behind_an_export_after_two_hours(measured, queue, longest):
    assert red(measured(broker=lying(queue, longest * MINUTE))) == []
    assert red(measured(broker=lying(queue, longest * MINUTE + SECOND))) == [("queue", queue)]


def test_a_queue_that_nobody_takes_from(measured):
    queues = [Queue("mail"), Queue("clock", workers=["worker@here"])]
    (alarm,) = alarms(measured(broker=Broker(0.001, queues)))
    assert (alarm.name, alarm.about) == ("workers", "mail")
    assert alarm.command == "celery -A config worker --queues=mail"


@pytest.mark.parametrize(
    ("tried", "waiting", "is_red"), [(19, 19, False), (20, 20, True), (20, 100, True), (20, 101, False)]
)
def test_a_mail_server_that_takes_nothing_and_not_single_addresses(measured, tried, waiting, is_red):
    letters = Letters(tried=tried, waiting=waiting)
    assert red(measured(letters=letters)) == ([("mail_server", "")] if is_red else [])


@pytest.mark.parametrize(("due", "is_red"), [(2 * MINUTE, False), (2 * MINUTE + SECOND, True)])
def test_a_mail_server_that_is_away_after_two_minutes(measured, due, is_red):
    letters = Letters(are_resting=True, oldest_due={3: NOON - due})
    assert red(measured(letters=letters)) == ([("mail_server", "")] if is_red else [])
    assert red(measured(letters=replace(letters, are_resting=False))) == []


def test_a_task_whose_last_run_failed(measured):
    failed = Scheduled("a.tasks.sweep", 20 * SECOND, NOON, NOON, NOON - MINUTE, NOON - SECOND, "ValueError")
    assert red(measured(scheduled=[failed])) == [("task", "a.tasks.sweep")]
    assert red(measured(scheduled=[replace(failed, ended_at=NOON)])) == []


def test_what_is_not_known_is_not_red_but_the_reason_is(measured):
    assert red(measured(broker=Broker(), stored=Stored())) == [("broker", ""), ("database", "")]


def test_each_says_what_to_do_in_a_sentence(measured):
    worst = measured(
        broker=Broker(0.001, [Queue("mail", 1, NOON - 60 * MINUTE)]),
        letters=Letters(tried=30, waiting=30, oldest_due={0: NOON - 60 * MINUTE}),
        scheduled=[Scheduled("a.tasks.sweep", MINUTE, NOON - 60 * MINUTE, failed_at=NOON, fault="ValueError")],
    )
    found = [*alarms(worst), *alarms(measured(broker=Broker(), stored=Stored()))]
    assert {alarm.name for alarm in found} == set(NAMES)
    assert all(len(alarm.sentence) > 20 and len(alarm.advice) > 20 for alarm in found)


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (-SECOND, "less than a minute"),
        (59 * SECOND, "less than a minute"),
        (MINUTE, "1 minute"),
        (119 * MINUTE, "119 minutes"),
        (120 * MINUTE, "2 hours"),
        (47 * 60 * MINUTE, "47 hours"),
        (48 * 60 * MINUTE, "2 days"),
    ],
)
def test_stretches_of_time_are_said_roughly(time, said):
    assert stretch(time) == said

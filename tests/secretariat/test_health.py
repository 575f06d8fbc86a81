"""How the house does, for whoever answers for a process."""

from datetime import timedelta

import pytest
from django.utils import timezone

from health import actions
from health.models import Run
from notifications.models import Letter

PAGE = "/desk/health/"


def write(number: int, **columns) -> None:
    now = timezone.now()
    given = {"key": str(number), "address": "a@example.org", "language": "en", "family": "x", "subject_line": "Hello"}
    Letter.objects.create(**(given | {"created_at": now, "next_attempt_at": now} | columns))


def test_what_is_red_comes_with_what_to_do(dora):
    actions.note_sent("notifications.tasks.sweep")
    Run.objects.update(sent_at=timezone.now() - timedelta(minutes=30))
    write(1, next_attempt_at=timezone.now() - timedelta(minutes=30))

    page = dora.get(PAGE).content.decode()

    assert "The clock (beat) has not ticked for 30 minutes." in page
    assert "A letter has been due for 30 minutes and was not sent." in page
    assert "celery -A config worker --queues=mail" in page


def test_every_queue_and_task_of_the_clock_is_there(dora):
    page = dora.get(PAGE).content.decode().replace("<wbr>", "")
    for name in ("mail", "webhooks", "documents", "exports", "clock", "notifications.tasks.sweep"):
        assert f'<bdi dir="ltr">{name}</bdi>' in page


def test_every_task_of_the_clock_says_what_it_does_how_often_and_when_it_did(dora):
    actions.note_sent("notifications.tasks.sweep")
    runs = {each["does"]: each for each in dora.get(PAGE).context["runs"]}
    assert not [each for each in runs if "tasks." in str(each)]
    assert runs["Has letters sent that are due"]["every"] == "every 20 seconds"
    assert runs["Deletes sessions that are over"]["every"] == "every hour"
    assert runs["Deletes sessions that are over"]["since"] == "not yet"


@pytest.mark.parametrize("who", ["omar", "chris", "olga", "ana"])
def test_nobody_but_a_head_of_secretariat_sees_it(at_the_desk, who):
    assert at_the_desk(who).get(PAGE).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_database_at_most_eight_times(rows, dora, django_assert_max_num_queries):
    for number in range(rows):
        write(number, hold=number == 1)
        actions.note_sent("notifications.tasks.sweep")
    with django_assert_max_num_queries(8):
        assert dora.get(PAGE).status_code == 200

"""Letters on their whole way: through the real broker and a real worker to a mail server."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from config import celery_app
from notifications.actions import queue, queue_many
from notifications.enums import Priority
from notifications.models import Letter
from notifications.tasks import sweep
from tests.notifications.conftest import CONTEXT
from tests.waiting import until
from tests.working import worker

pytestmark = pytest.mark.django_db(transaction=True)


def hello(key: str, **given):
    return queue(
        "example/hello", **{"to": None, "address": "dora@example.org", "context": CONTEXT, "key": key, **given}
    )


def test_committed_letter_arrives_and_is_marked(broker, mail_server):
    with worker("mail"):
        with transaction.atomic():
            letter = hello("one")
        until(lambda: Letter.objects.sent().exists())

    assert [arrived["Message-ID"] for arrived in mail_server.letters] == [letter.message_id]


def test_letter_that_somebody_waits_for_overtakes_a_mailing(broker, mail_server):
    for number in range(5):
        hello(f"bulk{number}", context={**CONTEXT, "thing": "News"}, priority=Priority.BULK)
    hello("code", context={**CONTEXT, "thing": "Code"}, priority=Priority.FIRST)

    with worker("mail"):
        until(lambda: Letter.objects.sent().count() == 6)

    assert mail_server.subjects == ["Code is open"] + ["News is open"] * 5


def test_mailing_to_many_arrives_without_waiting_for_the_beat(broker, mail_server, make_person):
    people = [make_person(name) for name in ("ana", "ben", "chris")]

    with worker("mail"):
        queue_many("example/hello", to=people, context=CONTEXT, key="opened:1")
        until(lambda: Letter.objects.sent().count() == 3)

    assert {arrived["To"] for arrived in mail_server.letters} == {
        "Ana <ana@example.org>",
        "Ben <ben@example.org>",
        "Chris <chris@example.org>",
    }


def test_sweep_sends_what_the_broker_forgot(broker, mail_server):
    letter = hello("one")
    with celery_app.connection_for_write() as connection:
        connection.default_channel._purge("mail")
    Letter.objects.update(handed_over_at=timezone.now() - timedelta(minutes=2))

    with worker("mail"):
        sweep.delay()
        until(lambda: Letter.objects.sent().exists())

    assert [arrived["Message-ID"] for arrived in mail_server.letters] == [letter.message_id]


def test_task_delivered_twice_by_the_broker_sends_one_copy(broker, mail_server):
    letter = hello("one")
    for _ in range(3):
        celery_app.send_task("notifications.tasks.deliver", kwargs={"letter_id": str(letter.pk)})

    with worker("mail"):
        until(lambda: broker() == 0 and Letter.objects.sent().exists())

    assert len(mail_server.letters) == 1

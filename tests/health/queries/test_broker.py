"""What lies with the real broker, since when, and which workers raise their hands."""

import time
from datetime import timedelta

import pytest
from celery import Celery, current_app
from django.conf import settings
from django.utils import timezone

from config import celery_app
from health.queries import ask_broker
from tests.waiting import until
from tests.working import worker

pytestmark = pytest.mark.usefixtures("broker")
DELIVER = "notifications.tasks.deliver"


def queues():
    return {queue.name: queue for queue in ask_broker().queues}


def send(priority: int = 3, *, ago: timedelta = timedelta()) -> None:
    at = (timezone.now() - ago).timestamp()
    celery_app.send_task(DELIVER, kwargs={"letter_id": "0"}, priority=priority, headers={"sent_at": at})


def test_empty_queues_are_empty():
    told = queues()
    assert set(told) == set(settings.QUEUES)
    assert all((queue.length, queue.oldest_at) == (0, None) for queue in told.values())


def test_all_priorities_of_a_queue_are_one_length_and_the_oldest_of_all_counts():
    send(0)
    send(3, ago=timedelta(hours=1))
    send(3)
    send(9, ago=timedelta(minutes=5))
    mail = queues()["mail"]
    assert mail.length == 4
    assert timezone.now() - mail.oldest_at == pytest.approx(timedelta(hours=1), abs=timedelta(seconds=10))


def test_every_task_that_is_sent_bears_its_instant():
    celery_app.tasks["webhooks.tasks.sweep"].delay()
    assert timezone.now() - queues()["clock"].oldest_at < timedelta(seconds=5)


@pytest.mark.parametrize("what", [b"{}", b"nonsense", b'{"headers": {"sent_at": "1e999"}}', b"[]", b"\xff"])
def test_what_somebody_else_put_there_has_no_age(what):
    with celery_app.connection_for_write() as connection:
        connection.default_channel.client.lpush("mail", what)
    assert (queues()["mail"].length, queues()["mail"].oldest_at) == (1, None)


def test_a_worker_that_answers_stands_at_its_queues():
    with worker("mail", "clock"):
        told = until(lambda: (told := ask_broker()).workers and told)
    taken = {queue.name for queue in told.queues if queue.workers}
    assert taken == {"mail", "clock"}
    assert len(told.workers) == 1


@pytest.fixture
def nobodys_app():
    apps = []

    def speak_to(address: str) -> None:
        apps.append(Celery("nowhere", broker=address))
        assert current_app.main == "nowhere"

    yield speak_to
    apps[0].close()
    celery_app.set_current()


def test_a_broker_that_is_away_is_said_so_at_once(nobodys_app, tmp_path):
    nobodys_app(f"redis+socket://{tmp_path}/nobody.sock")
    began = time.monotonic()
    assert ask_broker().seconds is None
    assert time.monotonic() - began < 3


def test_a_broker_that_hangs_is_not_waited_for(nobodys_app):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        nobodys_app(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        began = time.monotonic()
        assert ask_broker().seconds is None
        assert time.monotonic() - began < 6

"""A broker that is away at commit loses nothing: the act succeeds at once, and what it causes is done later.

Each by the sweeper alone, started by the real broker and done by a real worker once both are there again.
"""

import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from celery import Celery, current_app
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from common import handing_over
from config import celery_app
from contributions import actions as contributing
from contributions.actions import batch
from contributions.enums import BatchKind, BatchState, State
from contributions.models import Batch, Fingerprint
from exports import actions as exports
from exports.enums import Stage, What
from exports.models import Export
from following.actions.reporting import report
from following.models import News
from notifications.actions import queue, queue_many, release
from notifications.models import Letter
from stakeholders.models import Person
from tests.config.test_queues import ours
from tests.waiting import until
from tests.working import worker
from webhooks.actions import Wanted, register
from webhooks.enums import Kind
from webhooks.models import Attempt

pytestmark = pytest.mark.django_db(transaction=True)

# Who does what was not handed over, for each task that is started by an act and not by the clock.
SWEEPERS = {
    "notifications.tasks.deliver": "notifications.tasks.sweep",
    "notifications.tasks.deliver_due": "notifications.tasks.sweep",
    "webhooks.tasks.take_turn": "webhooks.tasks.sweep",
    "exports.tasks.make": "exports.tasks.sweep",
    "contributions.tasks.go_on_with_batch": "contributions.tasks.sweep_batches",
    "contributions.tasks.compare": "contributions.tasks.sweep_comparisons",
}
FAMILY = "account/login_code"


class World:
    """What the acts need, and the acts."""

    def __init__(self, cast: Any, portal: Any, round_: Any, make_contribution: Any) -> None:
        self.cast, self.portal, self.round, self.make_contribution = cast, portal, round_, make_contribution
        self.held = self._letter("held", hold=True)
        self.papers = [make_contribution(State.SUBMITTED, title=f"Paper {number}").pk for number in range(2)]
        Letter.objects.exclude(pk=self.held.pk).update(sent_at=timezone.now())
        Fingerprint.objects.update(made_at=timezone.now(), compared_at=timezone.now())
        News.objects.update(spread_at=timezone.now())

    def _letter(self, key: str, **given: Any) -> Letter:
        return queue(FAMILY, to=self.cast.ana, context={"code": "135790"}, key=key, **given)

    def store_a_letter(self) -> None:
        with transaction.atomic():
            self._letter("one")

    def store_many_letters(self) -> None:
        with transaction.atomic():
            queue_many(FAMILY, to=Person.objects.all(), context={"code": "135790"}, key="many")

    def release_a_letter(self) -> None:
        release(self.held, by=self.cast.dora)

    def call_another_site(self) -> None:
        # Nobody listens there: that it was called is enough.
        register(self.portal, url="http://127.0.0.1:9/", wanted=Wanted([Kind.PERIOD_OPENED.value]), by=self.cast.pia)

    def ask_for_an_export(self) -> None:
        exports.ask(self.round, what=What.INDEX, format="xlsx", by=None)

    def plan_a_bulk_act(self) -> None:
        contributing.plan_batch(BatchKind.PUBLISH, self.papers, by=self.cast.dora)

    def submit(self) -> None:
        self.make_contribution(State.SUBMITTED, title="On herons")

    def report_news(self) -> None:
        with transaction.atomic():
            report("withdrawn", subject=self.held, topics=["process:1"], key="news")


ACTS: dict[str, tuple[str, Callable[[], bool]]] = {
    "store_a_letter": ("notifications.tasks.sweep", lambda: Letter.objects.sent().filter(key="one").exists()),
    "store_many_letters": (
        "notifications.tasks.sweep",
        lambda: Letter.objects.sent().filter(key__startswith="many").count() == Person.objects.count(),
    ),
    "release_a_letter": ("notifications.tasks.sweep", lambda: Letter.objects.sent().filter(key="held").exists()),
    "call_another_site": ("webhooks.tasks.sweep", Attempt.objects.exists),
    "ask_for_an_export": ("exports.tasks.sweep", lambda: Export.objects.filter(stage=Stage.DONE).exists()),
    "plan_a_bulk_act": ("contributions.tasks.sweep_batches", lambda: Batch.objects.get().state == BatchState.READY),
    "submit": (
        "contributions.tasks.sweep_comparisons",
        lambda: not Fingerprint.objects.filter(compared_at=None).exists(),
    ),
    "report_news": ("contributions.tasks.spread_news", lambda: not News.objects.to_spread().exists()),
}


@pytest.fixture
def world(
    *, settings: Any, monkeypatch: Any, tmp_path: Any, cast: Any, portal: Any, round_: Any, make_contribution: Any
) -> World:
    settings.WEBHOOKS_MAY_REACH_LOOPBACK = True
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(batch, "AT_ONCE", 1)
    return World(cast, portal, round_, make_contribution)


@pytest.fixture
def lying() -> Iterator[Callable[[], int]]:
    """Begin with empty queues; says how much lies there."""

    def each(act: Callable[[Any, str], Any]) -> list[Any]:
        with celery_app.connection_for_write() as connection:
            return [act(connection.default_channel, queue) for queue in settings.QUEUES]

    def empty() -> None:
        each(lambda channel, queue: channel._purge(queue))

    empty()
    yield lambda: sum(each(lambda channel, queue: channel._size(queue)))
    empty()


@pytest.fixture
def speak_to() -> Iterator[Callable[[str], None]]:
    """Let this thread's app speak to another broker, until ``""`` brings ours back."""
    apps: list[Celery] = []

    def use(address: str) -> None:
        if address:
            apps.append(Celery("nowhere", broker=address))
            apps[-1].conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
            assert current_app.main == "nowhere"
        else:
            celery_app.set_current()

    yield use
    celery_app.set_current()
    for app in apps:
        app.close()


def test_every_task_that_an_act_starts_has_a_sweeper():
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert set(SWEEPERS) == set(ours()) - scheduled
    assert set(SWEEPERS.values()) <= scheduled
    assert set(SWEEPERS.values()) <= {sweeper for sweeper, _proof in ACTS.values()}


@pytest.mark.parametrize("act", ACTS)
def test_what_a_broker_that_refuses_did_not_take_is_done_by_the_sweeper(act, world, lying, speak_to, tmp_path):
    sweeper, is_done = ACTS[act]
    before = lying()
    speak_to(f"redis+socket://{tmp_path}/nobody.sock")

    began = time.monotonic()
    getattr(world, act)()
    took = time.monotonic() - began

    speak_to("")
    assert took < 3
    assert lying() == before, "nothing was handed over"
    assert not is_done()

    # As if two minutes had passed: so long a worker is waited for that may have it.
    Batch.objects.update(touched_at=timezone.now() - batch.LEFT * 2)
    with worker(*settings.QUEUES):
        celery_app.tasks[sweeper].delay()
        until(is_done)


def test_a_broker_that_hangs_is_not_waited_for_again_and_again(speak_to):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        speak_to(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        began = time.monotonic()
        taken = [handing_over.hand_over("webhooks.tasks.sweep") for _ in range(20)]
        assert time.monotonic() - began < 10
    assert not any(taken)


def test_a_broker_that_is_back_is_asked_again_after_a_while(speak_to, lying):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        speak_to(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        assert not handing_over.hand_over("webhooks.tasks.sweep")
    speak_to("")
    assert handing_over.hand_over("webhooks.tasks.sweep")
    assert lying() == 1

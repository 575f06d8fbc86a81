"""Two clocks at once do no harm: each task that they start, run four times at once over something that is due.

Nothing is told, made or entered twice, and none of them fails.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connections, transaction
from django.utils import timezone

from config import celery_app
from consultations.actions import set_receiving
from contributions import actions as contributing
from contributions.actions import HandedIn
from contributions.enums import BatchKind, State
from contributions.models import Batch, Likeness, NextRoundOffer, PublicFigures, Referral
from exports import actions as exports
from exports.enums import What
from exports.models import Export
from following.actions import follow
from following.enums import Pace
from following.models import Item, News
from notifications.actions import queue
from notifications.enums import Priority
from notifications.models import Letter
from portals.actions import offer_portal
from portals.enums import Scope
from portals.models import Offer
from record.models import Entry
from webhooks.actions import Wanted, register
from webhooks.enums import EndpointState, Kind
from webhooks.models import Endpoint, Event

pytestmark = pytest.mark.django_db(transaction=True)

celery_app.loader.import_default_modules()

CLOCKS = 4
DAY = timedelta(days=1)
LETTER = "We write as people who live beside a cable station. Most faults come from anchors near the coast. " * 5


class House:
    """For each task something that is due, as a method of its name; it returns what counts afterwards."""

    def __init__(self, **made: Any) -> None:
        self.cast: SimpleNamespace = made["cast"]
        self.portal, self.round = made["portal"], made["round_"]
        self.make_draft, self.make_contribution = made["make_draft"], made["make_contribution"]
        self.make_round, self.make_period = made["make_round"], made["make_period"]
        self.admit_portal, self.process = made["admit_portal"], made["process"]

    def entries(self, verb: str) -> Callable[[], int]:
        return Entry.objects.filter(verb=verb).count

    def sweep_letters(self) -> tuple[Callable[[], int], int]:
        queue("account/login_code", to=self.cast.ana, context={"code": "135790"}, key="one", priority=Priority.FIRST)
        Letter.objects.update(handed_over_at=None)
        return lambda: lying("notifications.tasks.deliver"), 1

    def announce_periods(self) -> tuple[Callable[[], int], int]:
        self.make_period(announced_at=None)
        return News.objects.count, 1

    def spread_news(self) -> tuple[Callable[[], int], int]:
        self.announce_periods()
        follow(f"round:{self.round.pk}", by=self.cast.otto, at=timezone.now() - 30 * DAY)
        contributing.announce_openings()
        return Letter.objects.filter(person=self.cast.otto).count, 1

    def write_digests(self) -> tuple[Callable[[], int], int]:
        self.make_period(announced_at=None)
        follow(f"round:{self.round.pk}", by=self.cast.otto, at=timezone.now() - 30 * DAY, pace=Pace.DAILY)
        contributing.announce_openings()
        contributing.spread_news()
        Item.objects.update(due_at=timezone.now() - DAY)
        return Letter.objects.filter(person=self.cast.otto).count, 1

    def forget_news(self) -> tuple[Callable[[], int], int]:
        self.spread_news()
        contributing.spread_news()
        Letter.objects.update(sent_at=timezone.now() - 500 * DAY)
        Item.objects.update(created_at=timezone.now() - 500 * DAY)
        return Item.objects.count, 0

    def remind(self) -> tuple[Callable[[], int], int]:
        now = timezone.now()
        self.make_period(opens_at=now - 20 * DAY, closes_at=now + DAY / 2)
        return self.entries("period.remind"), 1

    def offer_next_rounds(self) -> tuple[Callable[[], int], int]:
        set_receiving(self.round, by=None, in_time_hours=None, accepts_late=True)
        draft = self.make_draft()
        contributing.submit(draft, by=self.cast.ana, at=draft.period.closes_at + DAY)
        self.make_period("upcoming", round=self.make_round(2))
        return NextRoundOffer.objects.count, 1

    def sweep_files(self) -> tuple[Callable[[], int], int]:
        return Entry.objects.count, Entry.objects.count()

    def sweep_comparisons(self) -> tuple[Callable[[], int], int]:
        for who in ("ana", "otto"):
            self.make_contribution(
                State.SUBMITTED, by=getattr(self.cast, who), statement=LETTER, speaking="myself", sources=[]
            )
        return Likeness.objects.count, 1

    def sweep_exports(self) -> tuple[Callable[[], int], int]:
        export = exports.ask(self.round, what=What.INDEX, format="xlsx", by=None)
        Export.objects.filter(pk=export.pk).update(expires_at=timezone.now() - DAY)
        return Export.objects.count, 0

    def sweep_batches(self) -> tuple[Callable[[], int], int]:
        papers = [self.make_contribution(State.SUBMITTED, title=f"Paper {number}").pk for number in range(2)]
        contributing.plan_batch(BatchKind.PUBLISH, papers, by=self.cast.dora)
        return Batch.objects.count, 1

    def publish_figures(self) -> tuple[Callable[[], int], int]:
        self.make_contribution(period=self.make_period("closed", round=self.make_round(2)))
        return PublicFigures.objects.count, 1

    def forget_referrals(self) -> tuple[Callable[[], int], int]:
        self.admit_portal(self.portal, self.process, Scope.SUBMIT)
        words = {"language": "en", "title": "On cables", "statement": "Cables matter."}
        person: dict[str, Any] = {"name": "Nia New", "email": "nia@example.net", "language": "en", "speaking": "myself"}
        contributing.refer(self.portal, HandedIn(period=self.make_period(), content=words, **person))
        Referral.objects.update(expires_at=timezone.now() - DAY)
        return self.entries("referral.expire"), 1

    def sweep_portals(self) -> tuple[Callable[[], int], int]:
        offer_portal(self.portal, address="ben@example.org", by=self.cast.pia)
        Offer.objects.update(expires_at=timezone.now() - DAY)
        return Offer.objects.count, 0

    def sweep_webhooks(self) -> tuple[Callable[[], int], int]:
        self.endpoint()
        Endpoint.objects.update(handed_over_at=None)
        return lambda: lying("webhooks.tasks.take_turn"), 1

    def tell_the_clock(self) -> tuple[Callable[[], int], int]:
        self.endpoint()
        self.make_period(announced_at=None, round=self.make_round(2))
        of_it = Event.objects.filter(kind=Kind.PERIOD_OPENED, payload__icontains="/rounds/2/")
        return of_it.count, 1

    def forget_webhooks(self) -> tuple[Callable[[], int], int]:
        self.endpoint()
        Event.objects.update(told_at=timezone.now() - 1000 * DAY)
        Endpoint.objects.update(removed_at=timezone.now() - 1000 * DAY)
        return Event.objects.count, 0

    def forget_sessions(self) -> tuple[Callable[[], int], int]:
        Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - DAY)
        return Session.objects.count, 0

    def endpoint(self) -> None:
        self.admit_portal(self.portal, self.process)
        wanted = Wanted([Kind.PERIOD_OPENED.value])
        register(self.portal, url="http://127.0.0.1:9/", wanted=wanted, by=self.cast.pia)
        Endpoint.objects.update(state=EndpointState.ACTIVE, proven_at=timezone.now())


def lying(task: str) -> int:
    """How many tasks of this name lie with the broker."""
    queue_of = settings.CELERY_TASK_ROUTES[task]["queue"]
    found = 0
    with celery_app.connection_for_write() as connection:
        channel: Any = connection.default_channel
        for step in settings.PRIORITY_STEPS:
            place = f"{queue_of}{channel.sep}{step}" if step else queue_of
            found += sum(f'"{task}"'.encode() in message for message in channel.client.lrange(place, 0, -1))
    return found


def empty() -> None:
    with celery_app.connection_for_write() as connection:
        for name in settings.QUEUES:
            connection.default_channel._purge(name)  # type: ignore[attr-defined]


@pytest.fixture
def house(
    *, settings: Any, tmp_path: Any, cast: Any, portal: Any, process: Any, round_: Any, make_draft: Any,
    make_contribution: Any, make_round: Any, make_period: Any, admit_portal: Any,
) -> House:  # fmt: skip
    settings.WEBHOOKS_MAY_REACH_LOOPBACK = True
    settings.MEDIA_ROOT = tmp_path
    return House(
        cast=cast, portal=portal, process=process, round_=round_, make_draft=make_draft,
        make_contribution=make_contribution, make_round=make_round, make_period=make_period, admit_portal=admit_portal,
    )  # fmt: skip


@pytest.mark.parametrize("name", sorted(settings.CELERY_BEAT_SCHEDULE))
def test_four_clocks_at_once_do_what_one_does(house, name):
    with transaction.atomic():
        count, expected = getattr(house, name.replace("-", "_"))()
    empty()
    if name in ("sweep-letters", "sweep-webhooks"):
        Letter.objects.update(handed_over_at=None)
        Endpoint.objects.update(handed_over_at=None)
    task = celery_app.tasks[settings.CELERY_BEAT_SCHEDULE[name]["task"]]
    together = Barrier(CLOCKS)

    def tick(_number: int) -> None:
        try:
            together.wait(10)
            task()
            task()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(CLOCKS) as pool:
        list(pool.map(tick, range(CLOCKS)))

    assert count() == expected
    empty()


def test_every_task_of_the_clock_is_tried_here():
    assert all(hasattr(House, name.replace("-", "_")) for name in settings.CELERY_BEAT_SCHEDULE)

"""Who stops hears no more of it, also of what was under way; and still of what they follow otherwise."""

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, time
from types import SimpleNamespace

import pytest
from django.db import connection

from following import actions
from following.actions.spreading import Voice
from following.enums import Pace
from following.models import Follow, Item, News, Reader
from following.stops import Stop
from notifications.models import Letter
from notifications.rendering import Rendered
from tests.telling_followers import BEFORE, NOW, told, topics_of, worded
from tests.waiting import LONGEST, until

pytestmark = pytest.mark.django_db

TOMORROW = datetime(2027, 1, 16, 7, tzinfo=UTC)


def test_link_in_a_letter_ends_what_brought_it_and_nothing_else(cast: SimpleNamespace) -> None:
    for topic in ("round:1", "process:1", "text:9"):
        actions.follow(topic, by=cast.otto, at=BEFORE)
    news = told(cast.dora, "round:1", "process:1")

    stop = Stop(cast.otto.reader.pk, news=news.pk)
    assert sorted(actions.stop(stop)) == ["process:1", "round:1"]
    assert actions.stop(stop) == []
    assert topics_of(cast.otto.reader) == ["text:9"]


def test_letter_that_waits_to_go_is_called_off_with_it(cast: SimpleNamespace) -> None:
    actions.follow("round:1", by=cast.otto, at=BEFORE)
    news = told(cast.dora, "round:1")
    actions.stop(Stop(cast.otto.reader.pk, news=news.pk))
    assert Letter.objects.get().called_off_at is not None


def test_link_of_a_reminder_ends_reminding_only(cast: SimpleNamespace) -> None:
    actions.follow("round:1", by=cast.otto, reminders=True, at=BEFORE)
    news = told(cast.dora, "round:1", is_reminder=True)
    actions.stop(Stop(cast.otto.reader.pk, news=news.pk))
    assert not Follow.objects.get().reminders
    assert Letter.objects.get().called_off_at is not None


def test_link_of_a_digest_ends_all_that_comes_at_that_pace(cast: SimpleNamespace) -> None:
    for number, pace in enumerate(Pace):
        actions.follow(f"round:{number}", by=cast.otto, pace=pace, at=BEFORE)
    told(cast.dora, "round:1")
    actions.stop(Stop(cast.otto.reader.pk, pace=Pace.DAILY))
    assert topics_of(cast.otto.reader) == ["round:0", "round:2"]
    assert not Item.objects.filter(due_at__isnull=False).exists()


def test_link_about_drafts_ends_those_reminders(cast: SimpleNamespace) -> None:
    actions.stop(Stop(actions.reader_of(cast.otto).pk))
    assert not Reader.objects.get().about_drafts


@pytest.mark.parametrize("stop", [Stop(999_999, news=1), Stop(999_999), Stop(999_999, pace=Pace.DAILY)])
def test_link_of_a_reader_who_is_gone_ends_nothing(stop: Stop) -> None:
    assert actions.stop(stop) == []


@pytest.mark.parametrize("pace", [Pace.DAILY, Pace.WEEKLY])
def test_what_is_gathered_comes_because_of_the_other_topic(cast: SimpleNamespace, pace: Pace) -> None:
    actions.follow("round:1", by=cast.otto, pace=pace, at=BEFORE)
    actions.follow("process:1", by=cast.otto, pace=Pace.DAILY, at=BEFORE)
    told(cast.dora, "round:1", "process:1")
    for topic in ("round:1", "process:1"):
        item = Item.objects.get()
        assert item.due_at is not None
        assert item.topic in topics_of(cast.otto.reader)
        actions.unfollow(topic, reader=cast.otto.reader)
    assert Item.objects.get().due_at is None


def test_letter_that_names_what_is_followed_no_longer_is_called_off_and_its_news_gathered(
    cast: SimpleNamespace,
) -> None:
    for topic in ("process:1", "round:1"):
        actions.follow(topic, by=cast.otto, at=BEFORE)
    told(cast.dora, "round:1", "process:1")
    actions.unfollow(Item.objects.get().topic, reader=cast.otto.reader)

    item = Item.objects.get()
    assert item.topic in topics_of(cast.otto.reader)
    assert (item.letter, item.pace) == (None, Pace.DAILY)
    assert Letter.objects.get().called_off_at is not None


def test_letter_that_has_gone_is_not_gathered_again(cast: SimpleNamespace) -> None:
    for topic in ("process:1", "round:1"):
        actions.follow(topic, by=cast.otto, at=BEFORE)
    told(cast.dora, "round:1", "process:1")
    Letter.objects.update(sent_at=NOW)
    actions.unfollow(Item.objects.get().topic, reader=cast.otto.reader)
    item = Item.objects.get()
    assert (item.due_at, item.letter) == (None, Letter.objects.get())


def test_reminder_comes_because_of_the_other_topic(cast: SimpleNamespace) -> None:
    for topic in ("process:1", "round:1"):
        actions.follow(topic, by=cast.otto, reminders=True, at=BEFORE)
    told(cast.dora, "round:1", "process:1", is_reminder=True)
    for is_reminded in (True, False):
        actions.follow(Item.objects.get().topic, by=cast.otto, reminders=False)
        assert (Letter.objects.get().called_off_at is None) == is_reminded
    assert len(topics_of(cast.otto.reader)) == 2


def test_who_wants_no_letters_has_none_that_waits(cast: SimpleNamespace) -> None:
    reader = actions.choose(actions.reader_of(cast.otto), quiet_from=time(11), quiet_until=time(18))
    actions.follow("round:1", by=cast.otto, at=BEFORE)
    told(cast.dora, "round:1")
    actions.choose(reader, by_mail=False)
    assert Letter.objects.get().called_off_at is not None


@pytest.mark.django_db(transaction=True)
def test_who_stops_while_they_are_being_told_has_no_letter(cast: SimpleNamespace) -> None:
    actions.follow("round:1", by=cast.otto, at=BEFORE)
    reader = cast.otto.reader

    def stop_now() -> None:
        try:
            actions.unfollow("round:1", reader=reader)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        stopping: list[Future[None]] = []

        def slowly(news: News, voice: Voice, mark: str) -> Rendered:
            """Reached when readers were found, and nothing is stored for them yet."""
            stopping.append(pool.submit(stop_now))
            until(lambda: not Follow.objects.exists())
            return worded(news, voice, mark)

        news = actions.report("kind", subject=cast.dora, topics=["round:1"], key="it", at=NOW)
        assert news is not None
        assert actions.spread(news, worded=slowly, family="some/family", at=NOW) == 1
        stopping[0].result(timeout=LONGEST)
    assert Letter.objects.get().called_off_at is not None

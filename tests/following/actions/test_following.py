"""Following, stopping by a link, choosing, and an address that turns out to be a person's."""

from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from common.refusals import Incomplete, NotPossible
from following import actions
from following.actions import following
from following.actions.spreading import Voice
from following.enums import Pace
from following.models import Follow, Item, News, Reader
from following.stops import Stop
from notifications.models import Letter
from notifications.rendering import Rendered
from record.models import Entry

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 15, 12, tzinfo=UTC)
BEFORE = NOW - timedelta(days=1)


def told(subject: Any, *topics: str, key: str = "it", **more: Any) -> News:
    news = actions.report("kind", subject=subject, topics=topics, key=key, at=NOW, **more)

    def worded(news: News, voice: Voice, mark: str) -> Rendered:
        return Rendered("en", "News", mark, mark)

    assert news is not None
    actions.spread(news, worded=worded, family="some/family", at=NOW)
    return news


def topics_of(reader: Reader) -> list[str]:
    return sorted(reader.follows.values_list("topic", flat=True))


def test_following_twice_is_following_once_and_both_are_on_record(cast: SimpleNamespace) -> None:
    for _twice in range(2):
        actions.follow("round:1", by=cast.otto, at=BEFORE)
    actions.unfollow("round:1", reader=cast.otto.reader)
    actions.unfollow("round:1", reader=cast.otto.reader)

    entries = Entry.objects.filter(verb__startswith="follow.").order_by("number")
    assert [(entry.verb, entry.actor) for entry in entries] == [
        ("follow.begin", f"person:{cast.otto.pk}"),
        ("follow.end", f"person:{cast.otto.pk}"),
    ]
    assert not Follow.objects.exists()


def test_nobody_follows_everything(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MOST_FOLLOWS", 2)
    for number in range(2):
        actions.follow(f"round:{number}", by=cast.otto)
    with pytest.raises(NotPossible, match="as many as one reader can"):
        actions.follow("round:3", by=cast.otto)
    actions.follow("round:1", by=cast.otto, pace=Pace.WEEKLY)


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


def test_change_of_mind_moves_what_waits_for_a_digest(cast: SimpleNamespace) -> None:
    actions.follow("round:1", by=cast.otto, pace=Pace.WEEKLY, at=BEFORE)
    told(cast.dora, "round:1")
    assert Item.objects.get().due_at == datetime(2027, 1, 18, 7, tzinfo=UTC)

    actions.follow("round:1", by=cast.otto, pace=Pace.DAILY, at=NOW)
    assert Item.objects.get().due_at == datetime(2027, 1, 16, 7, tzinfo=UTC)
    actions.choose(cast.otto.reader, digest_at=time(18, 30), at=NOW)
    assert Item.objects.get().due_at == datetime(2027, 1, 15, 18, 30, tzinfo=UTC)
    actions.choose(cast.otto.reader, by_mail=False, at=NOW)
    assert Item.objects.get().due_at is None


def test_quiet_hours_have_both_ends_and_zones_exist(cast: SimpleNamespace) -> None:
    reader = actions.reader_of(cast.otto)
    with pytest.raises(Incomplete, match="both ends"):
        actions.choose(reader, quiet_from=time(22))
    with pytest.raises(Incomplete, match="time zone"):
        actions.choose(reader, time_zone="Mars/Olympus")
    reader.refresh_from_db()
    assert (reader.quiet_from, reader.time_zone) == (None, "UTC")


def test_address_that_gets_an_account_takes_everything_along(cast: SimpleNamespace) -> None:
    guest = actions.reader_at("otto@example.org", language="fr", time_zone="UTC")
    actions.follow_here("round:1", reader=guest, at=BEFORE)
    news = told(cast.dora, "round:1")

    assert actions.adopt(cast.otto, address="Otto@example.org")
    assert not actions.adopt(cast.otto, address="otto@example.org")
    assert topics_of(Reader.objects.get(person=cast.otto)) == ["round:1"]
    assert actions.stop(Stop(guest.pk, news=news.pk)) == ["round:1"]


def test_what_both_followed_stays_as_the_person_chose(cast: SimpleNamespace) -> None:
    actions.follow("round:1", by=cast.otto, pace=Pace.WEEKLY, at=BEFORE)
    guest = actions.reader_at("otto@example.org", language="fr", time_zone="UTC")
    for topic in ("round:1", "round:2"):
        actions.follow_here(topic, reader=guest, at=BEFORE)
    news = told(cast.dora, "round:2")

    actions.adopt(cast.otto, address="otto@example.org")
    own = Reader.objects.get(person=cast.otto)
    assert {each.topic: each.pace for each in own.follows.all()} == {"round:1": Pace.WEEKLY, "round:2": Pace.AT_ONCE}
    assert actions.stop(Stop(guest.pk, news=news.pk)) == ["round:2"]

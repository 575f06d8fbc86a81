"""Following, choosing, and an address that turns out to be a person's."""

from datetime import UTC, datetime, time
from types import SimpleNamespace

import pytest

from common.refusals import Incomplete, NotPossible
from following import actions
from following.actions import following
from following.enums import Pace
from following.models import Follow, Item, News, Reader
from following.stops import Stop
from record.models import Entry
from tests.telling_followers import BEFORE, NOW, told, topics_of, worded

pytestmark = pytest.mark.django_db


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


def test_address_that_gets_an_account_while_news_is_told_misses_none(cast: SimpleNamespace) -> None:
    own = actions.reader_of(cast.otto)
    guest = actions.reader_at("otto@example.org", language="fr", time_zone="UTC")
    actions.follow_here("round:1", reader=guest, at=BEFORE)
    news = actions.report("kind", subject=cast.dora, topics=["round:1"], key="it", at=NOW)
    assert news is not None
    # A worker has come so far that it has passed by the person, and not yet reached the address.
    News.objects.update(spread_up_to=own.pk)

    actions.adopt(cast.otto, address="otto@example.org")
    assert actions.spread(news, worded=worded, family="some/family", at=NOW) == 1
    assert Item.objects.get().reader == own

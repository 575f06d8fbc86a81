"""News reaches whoever follows one of its topics: each once, at the pace they like, and never in the wrong words."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections

from following import actions
from following.actions import spreading
from following.actions.spreading import Voice
from following.enums import Pace
from following.models import Follow, Item, News, Reader
from notifications.models import Letter, Undeliverable, Words
from notifications.rendering import Rendered
from notifications.stops import signed
from stakeholders.models import Person

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 1, 15, 12, tzinfo=UTC)
BEFORE = NOW - timedelta(days=1)


def worded(news: News, voice: Voice, mark: str) -> Rendered:
    return Rendered(voice.language, f"News in {voice.language}", f"{voice.topic} {voice.zone} {mark}", f"<p>{mark}</p>")


def report(subject: Person, *topics: str, key: str = "it", **more: Any) -> News:
    news = actions.report("kind", subject=subject, topics=topics, key=key, at=more.pop("at", NOW), **more)
    assert news is not None
    return news


def spread(news: News, at: datetime = NOW) -> int:
    return actions.spread(news, worded=worded, family="some/family", at=at)


def follow(person: Person, topic: str, **chosen: Any) -> Follow:
    return actions.follow(topic, by=person, at=BEFORE, **chosen)


def test_each_reader_has_it_once_however_many_topics_and_runs_there_are(cast: SimpleNamespace) -> None:
    for topic in ("round:1", "process:1"):
        follow(cast.otto, topic)
    follow(cast.ines, "round:2")
    news = report(cast.dora, "round:1", "process:1")

    assert [spread(news), spread(news)] == [1, 0]

    letter = Letter.objects.get()
    assert (letter.person, letter.about, letter.stop) == (
        cast.otto,
        f"stakeholders.person:{cast.dora.pk}",
        f"{cast.otto.reader.pk}-n{news.pk}",
    )
    assert Item.objects.get().letter == letter


def test_words_are_kept_once_for_a_language_and_a_zone_and_each_letter_has_its_own_way_out(
    cast: SimpleNamespace,
) -> None:
    for person in (cast.otto, cast.ines, cast.pia):
        follow(person, "round:1")
    Person.objects.filter(pk=cast.pia.pk).update(language="fr")
    spread(report(cast.dora, "round:1"))

    assert Words.objects.count() == 2
    assert Letter.objects.get(person=cast.pia).language == "fr"
    for letter in Letter.objects.select_related("words"):
        text, html = letter.written()
        assert signed(letter.stop) in text
        assert signed(letter.stop) in html
        assert "mark-" not in text + html
    assert Letter.objects.values("message_id").distinct().count() == 3


def test_what_happened_before_they_followed_is_no_news(cast: SimpleNamespace) -> None:
    actions.follow("round:1", by=cast.otto, at=NOW + timedelta(seconds=1))
    assert spread(report(cast.dora, "round:1")) == 0


def test_who_has_a_letter_of_their_own_or_is_gone_has_none(cast: SimpleNamespace) -> None:
    for person in (cast.otto, cast.ines, cast.pia):
        follow(person, "round:1")
    Person.objects.filter(pk=cast.ines.pk).update(is_active=False)

    assert spread(report(cast.dora, "round:1", but=[cast.otto.pk])) == 1
    assert Letter.objects.get().person == cast.pia


def test_address_without_an_account_is_written_in_its_own_language(cast: SimpleNamespace) -> None:
    guest = actions.reader_at("guest@example.org", language="ar", time_zone="Asia/Kathmandu")
    actions.follow_here("round:1", reader=guest, at=BEFORE)
    spread(report(cast.dora, "round:1"))

    letter = Letter.objects.get()
    assert (letter.address, letter.person, letter.language) == ("guest@example.org", None, "ar")
    assert "Asia/Kathmandu" in letter.written()[0]


def test_quiet_hours_keep_a_letter_and_a_digest_has_its_hour(cast: SimpleNamespace) -> None:
    follow(cast.otto, "round:1")
    follow(cast.ines, "round:1", pace=Pace.DAILY)
    follow(cast.pia, "round:1", pace=Pace.WEEKLY)
    actions.choose(cast.otto.reader, quiet_from=time(11), quiet_until=time(13))
    spread(report(cast.dora, "round:1"))

    assert Letter.objects.get().next_attempt_at == NOW + timedelta(hours=1)
    due = {item.reader.person: item.due_at for item in Item.objects.select_related("reader__person")}
    assert due[cast.ines] == datetime(2027, 1, 16, 7, tzinfo=UTC)
    assert due[cast.pia] == datetime(2027, 1, 18, 7, tzinfo=UTC)
    assert due[cast.otto] is None


def test_who_wants_no_letters_and_who_is_not_reached_reads_it_here(cast: SimpleNamespace) -> None:
    for person in (cast.otto, cast.ines):
        follow(person, "round:1")
    actions.choose(cast.otto.reader, by_mail=False)
    Undeliverable.objects.create(address="ines@example.org", trouble="bounce", since=NOW)

    assert spread(report(cast.dora, "round:1")) == 2
    assert not Letter.objects.exists()
    assert Item.objects.filter(due_at=None, letter=None).count() == 2


def test_reminder_goes_to_those_who_asked_for_it_and_not_when_it_is_late(cast: SimpleNamespace) -> None:
    follow(cast.otto, "round:1")
    follow(cast.ines, "round:1", reminders=True)

    assert spread(report(cast.dora, "round:1", is_reminder=True, useless_from=NOW + timedelta(hours=1))) == 1
    assert Letter.objects.get().person == cast.ines
    late = report(cast.dora, "round:1", key="late", is_reminder=True, useless_from=NOW + timedelta(hours=1))
    assert spread(late, at=NOW + timedelta(hours=1)) == 0
    late.refresh_from_db()
    assert late.dropped_at is not None


def test_what_is_held_or_dropped_reaches_nobody_until_it_is_released(cast: SimpleNamespace) -> None:
    follow(cast.otto, "round:1")
    held, dropped = report(cast.dora, "round:1", hold=True), report(cast.dora, "round:1", key="other")
    actions.drop(News.objects.filter(pk=dropped.pk))

    assert [spread(held), spread(dropped)] == [0, 0]
    assert actions.release(held, by=cast.dora)
    assert not actions.release(held, by=cast.dora)
    assert spread(held) == 1


def test_same_fact_is_news_once(cast: SimpleNamespace) -> None:
    report(cast.dora, "round:1")
    assert actions.report("kind", subject=cast.dora, topics=["round:1"], key="it", at=NOW + timedelta(1)) is None


def test_worker_that_dies_leaves_what_it_had_done_and_the_next_goes_on(
    cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "CHUNK", 2)
    people = [cast.otto, cast.ines, cast.pia, cast.ana, cast.ben]
    for person in people:
        follow(person, "round:1")
    news, asked = report(cast.dora, "round:1"), []

    def dies(news: News, voice: Voice, mark: str) -> Rendered:
        asked.append(voice)
        if len(asked) > 1:
            raise SystemExit
        return worded(news, voice, mark)

    Person.objects.filter(pk__in=[cast.pia.pk, cast.ana.pk, cast.ben.pk]).update(language="fr")
    with pytest.raises(SystemExit):
        actions.spread(news, worded=dies, family="some/family", at=NOW)
    assert Letter.objects.count() == Item.objects.count() == 2

    assert spread(news) == 3
    assert Letter.objects.values("person").distinct().count() == Letter.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_tell_each_reader_once(cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreading, "CHUNK", 1)
    for person in (cast.otto, cast.ines, cast.pia, cast.ana):
        follow(person, "round:1")
    news = report(cast.dora, "round:1")

    def run(_worker: int) -> int:
        try:
            return spread(news)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        told = sum(pool.map(run, range(4)))
    assert told + spread(news) == 4
    assert Letter.objects.count() == Reader.objects.count() == 4
    assert News.objects.get().spread_at is not None


def test_reminder_comes_at_once_whatever_the_pace(cast: SimpleNamespace) -> None:
    follow(cast.otto, "round:1", pace=Pace.WEEKLY, reminders=True)
    spread(report(cast.dora, "round:1", is_reminder=True))
    assert Letter.objects.get().next_attempt_at == NOW
    assert Item.objects.get().due_at is None


def test_what_is_dropped_after_it_was_spread_stands_in_no_digest(cast: SimpleNamespace) -> None:
    follow(cast.otto, "round:1", pace=Pace.DAILY)
    news = report(cast.dora, "round:1")
    spread(news)
    assert actions.drop(News.objects.filter(pk=news.pk)) == 1

    def never(_digest: object) -> Rendered:
        raise AssertionError

    assert actions.write_digests(worded=never, family="some/digest", at=NOW + timedelta(days=2)) == 0
    assert not Item.objects.filter(due_at__isnull=False).exists()


def test_what_is_stored_while_a_digest_is_written_is_not_lost(cast: SimpleNamespace) -> None:
    follow(cast.otto, "round:1", pace=Pace.DAILY)
    spread(report(cast.dora, "round:1"))

    def slowly(_digest: object) -> Rendered:
        spread(report(cast.dora, "round:1", key="meanwhile"))  # for the same hour
        return Rendered("en", "Together", "Together", "")

    def gathered() -> int:
        return actions.write_digests(worded=slowly, family="some/digest", at=NOW + timedelta(days=1))

    assert gathered() == 1
    assert Item.objects.filter(due_at__isnull=False, letter=None).count() == 1
    assert gathered() == 1

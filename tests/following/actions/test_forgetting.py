"""What followers were told is forgotten in time; what is official, or has not gone, is not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection, transaction

from following import actions
from following.actions import forgetting
from following.actions.digesting import Digest
from following.enums import Pace
from following.models import Follow, Item, News, Reader
from notifications.models import Letter, Words
from notifications.rendering import Rendered
from tests.telling_followers import BEFORE, NOW, told
from tests.waiting import LONGEST, meanwhile

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
KEPT = timedelta(days=settings.NEWS_DAYS_KEPT)


def gathered(_digest: Digest) -> Rendered:
    return Rendered("en", "Together", "Together", "")


@pytest.fixture
def known(cast: SimpleNamespace) -> None:
    """Otto was told at once, Ines by a digest, and both letters have gone."""
    actions.follow("round:1", by=cast.otto, at=BEFORE)
    actions.follow("round:1", by=cast.ines, pace=Pace.DAILY, at=BEFORE)
    told(cast.dora, "round:1")
    told(cast.dora, "round:1", key="more")
    actions.write_digests(worded=gathered, family="some/digest", at=NOW + DAY)
    Words.objects.update(created_at=NOW)
    Letter.objects.update(sent_at=NOW + DAY)


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("chunk", [1, 1000])
def test_what_was_told_long_ago_is_forgotten_with_its_letters(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr(forgetting, "CHUNK", chunk)
    assert Letter.objects.count() == 3
    assert actions.forget_old(at=NOW + KEPT - DAY) == 0
    assert actions.forget_old(at=NOW + KEPT + 2 * DAY) == Reader.objects.count() * 2
    assert [model.objects.count() for model in (Item, Letter, Words)] == [0, 0, 0]
    # It is news no second time.
    assert (News.objects.count(), Follow.objects.count()) == (2, 2)
    assert actions.forget_old(at=NOW + KEPT + 2 * DAY) == 0


@pytest.mark.usefixtures("known")
def test_official_letters_and_what_waits_are_kept() -> None:
    waits = Letter.objects.filter(family="some/family").first()
    assert waits is not None
    Letter.objects.filter(pk=waits.pk).update(sent_at=None)
    Letter.objects.create(
        key="receipt",
        address="a@example.org",
        language="en",
        family="x",
        created_at=NOW,
        next_attempt_at=NOW,
        sent_at=NOW,
    )
    actions.forget_old(at=NOW + KEPT + 2 * DAY)
    assert set(Letter.objects.values_list("key", flat=True)) == {"receipt", waits.key}
    assert Item.objects.get().letter == waits
    assert Words.objects.get() == waits.words


@pytest.mark.usefixtures("known")
def test_letters_of_a_reader_who_is_gone_are_forgotten_too() -> None:
    Reader.objects.all().delete()
    actions.forget_old(at=NOW + KEPT + 2 * DAY)
    assert not Letter.objects.exclude(words=None).exists()
    assert not Words.objects.exists()


@pytest.fixture
def guest(cast: SimpleNamespace) -> Reader:
    """An address without an account that was told of a round."""
    reader = actions.reader_at("guest@example.org", language="fr", time_zone="UTC")
    Reader.objects.update(since=BEFORE)
    actions.follow_here("round:1", reader=reader, at=BEFORE)
    told(cast.dora, "round:1")
    Letter.objects.update(sent_at=NOW)
    return reader


def is_known(guest: Reader) -> bool:
    return Reader.objects.filter(pk=guest.pk).exists()


def test_address_that_follows_nothing_any_more_is_forgotten_with_what_it_was_told(guest: Reader) -> None:
    actions.stop_all(guest)
    actions.forget_old(at=NOW + KEPT - DAY)
    assert is_known(guest)
    actions.forget_old(at=NOW + KEPT + DAY)
    assert not is_known(guest)


def test_address_that_follows_something_stays_however_long_nothing_happens(guest: Reader) -> None:
    actions.forget_old(at=NOW + 3 * KEPT)
    assert is_known(guest)
    assert not Item.objects.exists()


def test_new_addresses_and_persons_stay_although_they_follow_nothing(cast: SimpleNamespace) -> None:
    person, guest = actions.reader_of(cast.otto), actions.reader_at("g@example.org", language="fr", time_zone="UTC")
    Reader.objects.filter(pk=person.pk).update(since=BEFORE)
    actions.forget_old(at=guest.since + KEPT - DAY)
    assert set(Reader.objects.all()) == {person, guest}


@pytest.mark.django_db(transaction=True)
def test_who_comes_back_while_they_are_being_forgotten_follows_all_the_same(guest: Reader) -> None:
    def come_back() -> Follow:
        with transaction.atomic():
            reader = actions.reader_at(guest.address, language="fr", time_zone="UTC")
            return actions.follow_here("round:2", reader=reader)

    actions.stop_all(guest)
    with transaction.atomic():
        actions.forget_old(at=NOW + KEPT + DAY)
        coming = meanwhile(come_back)
    coming.result(timeout=LONGEST)

    assert Follow.objects.get().reader.address == guest.address


@pytest.mark.django_db(transaction=True)
def test_who_is_just_coming_back_is_not_forgotten(guest: Reader) -> None:
    def forget_elsewhere() -> None:
        try:
            actions.forget_old(at=NOW + KEPT + DAY)
        finally:
            connection.close()

    actions.stop_all(guest)
    with transaction.atomic():
        actions.reader_at(guest.address, language="fr", time_zone="UTC")
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(forget_elsewhere).result(timeout=LONGEST)
        actions.follow_here("round:2", reader=guest)

    assert Follow.objects.get().reader == guest

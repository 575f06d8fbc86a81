"""What followers were told is forgotten in time; what is official, or has not gone, is not."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings

from following import actions
from following.actions import forgetting
from following.actions.digesting import Digest
from following.enums import Pace
from following.models import Follow, Item, News, Reader
from notifications.models import Letter, Words
from notifications.rendering import Rendered
from tests.telling_followers import BEFORE, NOW, told

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

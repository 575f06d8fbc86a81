"""What is taken out of news while a digest is being written does not go in it."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import models, transaction

from following import actions
from following.actions.digesting import Digest
from following.enums import Pace
from following.models import News
from notifications.models import Letter
from notifications.rendering import Rendered
from tests.telling_followers import BEFORE, NOW, told, worded
from tests.waiting import LONGEST, meanwhile

pytestmark = pytest.mark.django_db(transaction=True)

Taking = Callable[[models.QuerySet[News]], object]
TOMORROW = NOW + timedelta(days=1)


def narrow(news: models.QuerySet[News]) -> None:
    actions.narrow(news, to=["round:1"], worded=worded)


def gather(wording: Callable[[Digest], Rendered]) -> int:
    return actions.write_digests(worded=wording, family="some/digest", at=TOMORROW)


def saying(words: str) -> Rendered:
    return Rendered("en", "Together", words, "")


@pytest.fixture
def news(cast: SimpleNamespace) -> models.QuerySet[News]:
    """News of which Otto hears in a digest."""
    actions.follow("round:1", by=cast.otto, pace=Pace.DAILY, at=BEFORE)
    return News.objects.filter(pk=told(cast.dora, "round:1").pk)


@pytest.mark.parametrize("take_out", [narrow, actions.drop])
def test_whoever_takes_it_out_waits_for_the_digest_and_takes_it_back(
    news: models.QuerySet[News], take_out: Taking
) -> None:
    taking = []

    def slowly(_digest: Digest) -> Rendered:
        taking.append(meanwhile(lambda: take_out(news)))
        return saying("what may be read no longer")

    assert gather(slowly) == 1
    taking[0].result(timeout=LONGEST)

    assert Letter.objects.get().called_off_at is not None


def test_digest_waits_for_whoever_takes_something_out_and_says_what_is_left(news: models.QuerySet[News]) -> None:
    words = ["what may be read no longer"]
    with transaction.atomic():
        narrow(news)
        gathering = meanwhile(lambda: gather(lambda _digest: saying(words[0])))
        words[0] = "what is left"

    assert gathering.result(timeout=LONGEST) == 1
    assert Letter.objects.get().text == "what is left"


def test_digest_waits_for_whoever_drops_it_and_is_not_written(news: models.QuerySet[News]) -> None:
    with transaction.atomic():
        actions.drop(news)
        gathering = meanwhile(lambda: gather(lambda _digest: saying("anything")))

    assert gathering.result(timeout=LONGEST) == 0
    assert not Letter.objects.exists()

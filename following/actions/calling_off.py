"""Calling off what waits to go to a reader who does not want it any more."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import models, transaction
from django.db.models import Q

from following.actions.pacing import due_at
from following.enums import Pace
from following.models import Follow, Item, News, Reader
from following.stops import Stop
from notifications.actions import call_off
from notifications.models import UNDONE, Letter

# A letter about one piece of news, unlike a digest.
_ABOUT_ONE = Q(stop__contains="-n")


def call_off_all(reader: Reader) -> None:
    """No letter about what they follow: neither about one piece of news nor a digest."""
    call_off(Letter.objects.filter(pk__in=reader.items.values("letter")))


def call_off_about_drafts(reader: Reader) -> None:
    """No reminder of what they have begun and not sent. An address without an account has none."""
    if reader.person_id is not None:
        call_off(Letter.objects.filter(stop=str(Stop(reader.pk)), person=reader.person_id))


def leave(reader: Reader, topics: Collection[str], *, at: datetime) -> None:
    """What waits because of topics that the reader does not follow, or be reminded of, any more does not come.

    Where they follow another topic that it concerns, it comes because of that one: in its next digest, or in the next
    daily one where it was to come at once. A reminder in a digest could be too late: its letter goes as it is.
    """
    follows = list(reader.follows.order_by("pace", "topic"))
    for item in _waiting(reader).filter(topic__in=topics).select_related("news"):
        other = next((each for each in follows if _brings(each, item.news)), None)
        if other is None:
            _give_up(item)
        elif item.news.is_reminder:
            Item.objects.filter(pk=item.pk).update(topic=other.topic)
        else:
            _bring_by(other, item, reader, at=at)


def once_told(do: Callable[[], object], *, topics: Collection[str]) -> None:
    """Do it once more after commit: whoever is just now being told of these topics had been found before it."""

    def wait_and_do() -> None:
        with transaction.atomic():
            told = News.objects.to_spread().filter(topics__overlap=list(topics)).order_by("pk")
            found = list(told.select_for_update(no_key=True).values_list("pk", flat=True))
        if found:
            with transaction.atomic():
                do()

    transaction.on_commit(wait_and_do)


def _waiting(reader: Reader) -> models.QuerySet[Item]:
    """What is gathered for a digest, and what has a letter of its own that has not gone."""
    own = Letter.objects.filter(UNDONE, _ABOUT_ONE, pk=models.OuterRef("letter"))
    return reader.items.filter(Q(due_at__isnull=False) | models.Exists(own))


def _brings(followed: Follow, news: News) -> bool:
    return followed.topic in news.topics and (followed.reminders or not news.is_reminder)


def _give_up(item: Item) -> None:
    Item.objects.filter(pk=item.pk).update(due_at=None)
    call_off(Letter.objects.filter(_ABOUT_ONE, items=item))


def _bring_by(other: Follow, item: Item, reader: Reader, *, at: datetime) -> None:
    if item.letter_id is not None:
        # It names what they follow no longer. One that a worker is sending just now they have all the same.
        its_own = Letter.objects.filter(items=item)
        if not call_off(its_own.filter(claim=None)):
            call_off(its_own)
            return
    pace = Pace(max(other.pace, Pace.DAILY))
    Item.objects.filter(pk=item.pk).update(
        topic=other.topic, pace=pace, due_at=due_at(reader, pace, at=at), letter=None
    )

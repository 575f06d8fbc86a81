"""What may be read about who follows what."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import BoolOr
from django.core.signing import BadSignature, Signer
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from following.models import Follow, Item, Reader
from notifications.enums import Trouble
from notifications.models import Letter, Undeliverable

# A full stop would end the token before its file name does.
_FEEDS = Signer(sep="~", salt="following.feed")


def people_who_follow(topics: Collection[str]) -> QuerySet[Reader]:
    """Readers who follow one of these topics, each once, without those whose account is closed."""
    there = Q(person=None) | Q(person__is_active=True)
    return Reader.objects.filter(there, follows__topic__in=topics, merged_into=None).distinct()


def how_many_follow(topics: Collection[str], *, but: Collection[int] = ()) -> int:
    """How many readers follow one of these topics, without some people."""
    return people_who_follow(topics).exclude(person__in=list(but)).count()


def followed_by(person: Any, topic: str) -> Follow | None:
    """How a person follows a topic, with their reader; None where they do not."""
    return Follow.objects.filter(reader__person=person, topic=topic).select_related("reader").first()


def follow_at(address: str, topic: str) -> Follow | None:
    """How whoever reads what comes to this address follows a topic, with or without an account; None if not."""
    person = Reader.objects.filter(person__email__iexact=address, person__is_active=True)
    reader = person.select_related("person").first() or Reader.objects.at(address).first()
    return reader.follows.filter(topic=topic).select_related("reader__person").first() if reader is not None else None


def is_reached_by_letter(reader: Reader) -> bool:
    """Do letters about what they follow go to this reader?"""
    is_there = reader.person is None or reader.person.is_active
    return is_there and reader.by_mail and not Undeliverable.objects.filter(address=reader.to.lower()).exists()


def letters_unwanted(letters: Collection[Letter]) -> set[UUID]:
    """The keys of those that are not to be sent again: nothing of what they tell is followed by their reader or holds.

    And of all letters that can be stopped to whoever called letters unwanted. An address at which nothing arrived may
    be tried again.
    """
    stoppable = {each.pk: each.address.lower() for each in letters if each.stop}
    follows = Follow.objects.filter(reader=OuterRef("reader"), topic=OuterRef("topic"))
    wants = Q(Exists(follows), reader__by_mail=True, news__dropped_at=None)
    told = Item.objects.filter(letter__in=stoppable).values_list("letter")
    wanted = dict(told.annotate(is_wanted=BoolOr(Case(When(wants, then=True), default=False))))
    angry = Undeliverable.objects.filter(address__in=stoppable.values(), trouble=Trouble.COMPLAINT)
    places = set(angry.values_list("address", flat=True))
    return {key for key, place in stoppable.items() if place in places or not wanted.get(key, True)}


def may_go_at(reader: Reader, *, at: datetime) -> datetime:
    """The first instant from ``at`` on that is not in the reader's quiet hours."""
    return reader.clock.free(at)


def items_of(reader: Reader) -> QuerySet[Item]:
    """What a reader was told, the newest first."""
    told = reader.items.filter(news__hold=False, news__dropped_at=None)
    return told.select_related("news").order_by("-pk")


def unseen_of(person: Any, *, most: int) -> int:
    """How many news a person has not seen on their page here, counted up to ``most``; 0 where they want none there."""
    told = Item.objects.filter(reader__person=person, reader__in_house=True, seen_at=None)
    return told.filter(news__hold=False, news__dropped_at=None)[:most].count()


def feed_token(reader: Reader) -> str:
    """What stands in the private address of a reader's feed, until they want another."""
    return _FEEDS.sign(f"{reader.pk}-{reader.feed_number}")


def reader_of_feed(token: str) -> Reader | None:
    """The reader whose feed is there; None for a former or a forged address, and where no feed is wanted."""
    try:
        pk, _dash, number = _FEEDS.unsign(token).partition("-")
    except BadSignature:
        return None
    there = Q(person=None) | Q(person__is_active=True)
    wanted = Reader.objects.filter(there, pk=int(pk), feed_number=int(number), by_feed=True, merged_into=None)
    return wanted.select_related("person").first()

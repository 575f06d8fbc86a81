"""What may be read about who follows what."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from common.moments import zone as zone_called
from following.clock import after_quiet
from following.models import Item, Reader
from notifications.models import Undeliverable


def people_who_follow(topics: Collection[str]) -> QuerySet[Reader]:
    """Readers who follow one of these topics, each once, without those whose account is closed."""
    there = Q(person=None) | Q(person__is_active=True)
    return Reader.objects.filter(there, follows__topic__in=topics, merged_into=None).distinct()


def how_many_follow(topics: Collection[str], *, but: Collection[int] = ()) -> int:
    """How many readers follow one of these topics, without some people."""
    return people_who_follow(topics).exclude(person__in=list(but)).count()


def is_reached_by_letter(reader: Reader) -> bool:
    """Do letters about what they follow go to this reader?"""
    is_there = reader.person is None or reader.person.is_active
    return is_there and reader.by_mail and not Undeliverable.objects.filter(address=reader.to.lower()).exists()


def may_go_at(reader: Reader, *, at: datetime) -> datetime:
    """The first instant from ``at`` on that is not in the reader's quiet hours."""
    return after_quiet(at, zone=zone_called(reader.zone), start=reader.quiet_from, end=reader.quiet_until)


def items_of(reader: Reader) -> QuerySet[Item]:
    """What a reader was told, the newest first."""
    told = reader.items.filter(news__hold=False, news__dropped_at=None)
    return told.select_related("news").order_by("-pk")

"""Forgetting what followers were told long ago, and who they were. Letters of the official process are kept."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from following.models import Follow, Item, Reader
from notifications.actions import forget_letters, forget_words

# In one transaction, and in one run: the next run goes on.
CHUNK, MOST = 1000, 50_000


def forget_old(*, at: datetime | None = None) -> int:
    """Remove what readers were told ``NEWS_DAYS_KEPT`` days ago, with the letters that told it; return how many items.

    That there was such news, and that something was decided or published, stays; so does what waits to go. An address
    without an account that follows nothing any more goes too, once it is forgotten what it was told.
    """
    before = (at or timezone.now()) - timedelta(days=settings.NEWS_DAYS_KEPT)
    forgotten, last = 0, 0
    while forgotten < MOST and (old := _next(after=last, before=before)):
        last, _due_at = old[-1]
        forgotten += _forget([pk for pk, due_at in old if due_at is None])
    forget_words(before=before)
    _forget_guests(before=before)
    return forgotten


def _next(*, after: int, before: datetime) -> list[tuple[int, datetime | None]]:
    """The next items that are old enough, with the digest they wait for: the oldest have the smallest numbers."""
    oldest = Item.objects.filter(pk__gt=after).order_by("pk").values_list("pk", "created_at", "due_at")[:CHUNK]
    return [(pk, due_at) for pk, created_at, due_at in oldest if created_at < before]


@transaction.atomic
def _forget(items: list[int]) -> int:
    """The items whose letter has gone, and these letters."""
    found = Item.objects.filter(pk__in=items)
    letters = set(found.exclude(letter=None).values_list("letter", flat=True))
    waiting = letters - forget_letters(letters)
    gone, _by_kind = found.exclude(letter__in=waiting).delete()
    return gone


@transaction.atomic
def _forget_guests(*, before: datetime) -> None:
    """Addresses without an account that have been known for so long, follow nothing, and were told nothing since."""
    follows, told = (model.objects.filter(reader=OuterRef("pk")) for model in (Follow, Item))
    idle = Reader.objects.guests().filter(~Exists(follows), ~Exists(told), since__lt=before)
    # Whoever begins to follow at this moment has locked theirs, or waits for this and is made anew.
    found = list(idle.select_for_update(skip_locked=True).values_list("pk", flat=True)[:CHUNK])
    idle.filter(pk__in=found).delete()

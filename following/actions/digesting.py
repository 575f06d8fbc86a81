"""Gathering what readers want together into one letter each, when its hour has come."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, models, transaction
from django.db.models import Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from following.actions.spreading import NotAllTold
from following.enums import Pace
from following.models import Item, News, Reader
from following.queries import is_reached_by_letter, may_go_at
from following.stops import Stop
from notifications.actions import start_sweep
from notifications.enums import Priority
from notifications.models import Letter
from notifications.rendering import Rendered
from notifications.stops import signed

logger = logging.getLogger(__name__)

READERS = 200
# Seconds: where a hundred thousand want it at seven, the next run goes on. Far below the limit of the task.
LONGEST_RUN = 120.0
_SHARE = "SELECT 1 FROM following_news WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"
# What one letter lists; the rest is counted, and stands on the reader's page.
MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class Digest:
    """What is to be worded: for whom, at which pace, the newest items, and how many more there are."""

    reader: Reader
    pace: Pace
    items: Sequence[Item]
    more: int
    token: str


# Words a digest; None where nothing of it may be read any more.
DigestWording = Callable[[Digest], Rendered | None]


def write_digests(*, worded: DigestWording, family: str, at: datetime | None = None) -> int:
    """Store the digests whose hour has come, for two minutes at most; return how many letters.

    Computed from what stands in no letter yet, never from the time of the last run: late, twice or two at once, each
    item comes in one digest. One that cannot be worded keeps nobody else waiting, and is tried again by the next run.
    Raise ``NotAllTold`` in the end where there was such a one, so that whoever watches the house sees it.
    """
    at, written, last = at or timezone.now(), 0, 0
    failed: list[int] = []
    until = time.monotonic() + LONGEST_RUN
    while time.monotonic() < until and (readers := _whose_hour_has_come(at, after=last)):
        for last in readers:
            try:
                written += _write(last, worded, family, at=at)
            except Exception:
                logger.exception("The digest for reader %s was not written", last)
                failed.append(last)
    if written:
        start_sweep()
    if failed:
        raise NotAllTold(f"{len(failed)} digests were not written")
    return written


def gather_anew(news: News, *, at: datetime) -> int:
    """Take back the digests with this news that wait to go: the next run writes them as they are now; say how many.

    In the caller's transaction, which has locked the news: a digest that is being written with it was waited for. One
    that a worker has in hand goes as it is; one that did not arrive is not sent again.
    """
    with_it = Letter.objects.filter(words=None, items__news=news)
    waiting = with_it.waiting(at=at).select_for_update(of=("self",), no_key=True)
    taken = list(waiting.values_list("pk", flat=True))
    (with_it.failed() | with_it.bounced()).update(useless_from=at)
    # The key is that of the one that will be written now.
    former = Concat("key", Value(":"), Cast("pk", models.CharField()))
    Letter.objects.filter(pk__in=taken).update(called_off_at=at, key=former)
    Item.objects.filter(letter__in=taken).update(letter=None, due_at=at)
    return len(taken)


def _whose_hour_has_come(at: datetime, *, after: int) -> list[int]:
    due = Item.objects.due(at=at).filter(reader__gt=after).order_by("reader").values_list("reader", flat=True)
    return list(due.distinct()[:READERS])


@transaction.atomic
def _write(pk: int, worded: DigestWording, family: str, *, at: datetime) -> int:
    # Whom another run has in hand is passed by: two of them share the work, and do not wait for one another.
    free = Reader.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    reader = free.select_related("person").filter(pk=pk).first()
    if reader is None:
        return 0
    # What is due at this look: what another transaction adds meanwhile is not lost, but comes with the next run.
    due = Item.objects.filter(pk__in=list(Item.objects.due(at=at).filter(reader=reader).values_list("pk", flat=True)))
    may_go = may_go_at(reader, at=at)
    if may_go > at:
        # Late, and in quiet hours by now: it is written when they are over, from what is so then.
        due.update(due_at=may_go)
        return 0
    _share_news_of(due)
    found = [_one(reader, pace, due.filter(pace=pace), worded, family, at=at) for pace in (Pace.DAILY, Pace.WEEKLY)]
    due.update(due_at=None)
    return sum(found)


def _share_news_of(due: models.QuerySet[Item]) -> None:
    """Wait for whoever takes words out of this news at this moment, and let them wait for this digest.

    They lock the news; this weakest of locks hinders nobody else: neither another digest nor the spreading.
    """
    news = list(due.values_list("news", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(_SHARE, [news])


def _one(
    reader: Reader, pace: Pace, due: models.QuerySet[Item], worded: DigestWording, family: str, *, at: datetime
) -> bool:
    due = due.filter(news__dropped_at=None)
    items = list(due.select_related("news").order_by("-news__at", "-pk")[:MOST_LINES])
    if not items or not is_reached_by_letter(reader):
        return False
    more = due.count() - len(items)
    stop = Stop(reader.pk, pace=pace)
    written = worded(Digest(reader, pace, items, more, signed(str(stop))))
    if written is None:
        return False
    letter = Letter(
        key=f"digest:{pace.name.lower()}:{reader.pk}:{items[0].pk}",
        person=reader.person,
        address=reader.to,
        language=written.language,
        family=family,
        subject_line=written.subject_line,
        text=written.text,
        html=written.html,
        stop=str(stop),
        priority=Priority.DIGEST,
        created_at=at,
        next_attempt_at=at,
    )
    letter.save(force_insert=True)
    due.update(letter=letter)
    return True

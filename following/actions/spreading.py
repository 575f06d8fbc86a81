"""Spreading news: an item for each reader, and the letters of those who want it at once, in constant memory."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from common.moments import zone as zone_called
from following.actions import statements
from following.clock import WallClock
from following.enums import Pace
from following.models import News
from notifications.actions import start_sweep
from notifications.enums import Priority
from notifications.models import Words
from notifications.models.words import new_mark
from notifications.rendering import Rendered

# Readers in one transaction: whoever waits for a row waits a fraction of a second.
CHUNK = 5000
# How often the words of news were made anew, in its data.
REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Voice:
    """For whom words are made: a language, a time zone, and what of theirs brought the news."""

    language: str
    zone: str
    topic: str


class NotAllTold(Exception):  # said to whoever watches the house, not to a person
    """Something could not be put into words; everybody was told everything else."""


# Words news for such a reader; the last argument stands where each letter has its own token.
Wording = Callable[[News, Voice, str], Rendered]


@dataclass(frozen=True, slots=True)
class _Group:
    """Readers to whom the same holds: what they are told of, and from when on; ``due`` None if by no letter."""

    is_told: bool
    pace: int
    voice: Voice
    due: datetime | None
    readers: list[int]

    @property
    def is_at_once(self) -> bool:
        return self.due is not None and self.pace == Pace.AT_ONCE


def spread(news: News, *, worded: Wording, family: str, at: datetime | None = None) -> int:
    """Tell everybody who follows a topic of the news and does not know it yet; return how many they were.

    Each reader once, however many of its topics they follow; the quickest pace wins. A reminder comes at once to all
    who asked for it: in next Monday's digest it could be too late. A worker that dies in between leaves what it had
    done, and the next goes on from there: a chunk's items, its letters and how far it came are stored together. Two at
    once do not wait for one another.
    """
    told, words = 0, dict[tuple[int, Voice], Words]()

    def words_for(news: News, voice: Voice) -> Words:
        # Between two chunks something may have been taken out of what it tells.
        kept = (news.data.get(REWORDED, 0), voice)
        if kept not in words:
            words[kept] = keep(worded, news, voice, family)
        return words[kept]

    while True:
        chunk = _spread_chunk(news.pk, words_for, family=family, at=at or timezone.now())
        if chunk is None:
            break
        told += chunk
    if told:
        start_sweep()
    return told


@transaction.atomic
def _spread_chunk(pk: int, words_for: Callable[[News, Voice], Words], *, family: str, at: datetime) -> int | None:
    """Tell the next readers; None when there are none left, or somebody else is at it."""
    news = News.objects.to_spread().select_for_update(skip_locked=True, no_key=True).filter(pk=pk).first()
    if news is None:
        return None
    if news.useless_from is not None and news.useless_from <= at:
        News.objects.filter(pk=pk).update(dropped_at=at)
        return None
    groups = list(_next_groups(news, at))
    if not groups:
        News.objects.filter(pk=pk).update(spread_at=at)
        return None
    words = {group.voice: words_for(news, group.voice).pk for group in groups if group.is_told and group.is_at_once}
    told = _store(news, [group for group in groups if group.is_told], words, family=family, at=at)
    News.objects.filter(pk=pk).update(spread_up_to=max(group.readers[-1] for group in groups))
    return told


def _next_groups(news: News, at: datetime) -> Iterable[_Group]:
    given: dict[str, Any] = {
        "topics": news.topics,
        "after": news.spread_up_to,
        "since": news.at,
        "but": news.but,
        "every": not news.is_reminder,
        "chunk": CHUNK,
    }
    with connection.cursor() as cursor:
        cursor.execute(statements.NEXT, given)
        rows = cursor.fetchall()
    for is_told, by_letter, asked, language, zone, topic, quiet_from, quiet_until, digest_at, readers in rows:
        clock = WallClock(zone_called(zone), digest_at, quiet_from, quiet_until)
        pace = Pace.AT_ONCE if news.is_reminder else asked
        # What is late is late: quiet hours and digests count from now.
        due = _due(pace, max(at, news.at), clock) if by_letter else None
        yield _Group(is_told, pace, Voice(language, zone, topic), due, readers)


def _due(pace: int, at: datetime, clock: WallClock) -> datetime:
    """When what comes at this pace may go to somebody there."""
    return clock.free(at) if pace == Pace.AT_ONCE else clock.digest(at, weekly=pace == Pace.WEEKLY)


def _store(news: News, groups: list[_Group], words: Mapping[Voice, int], *, family: str, at: datetime) -> int:
    """An item for each, the letters of those who want it at once, and the digests of the others; how many are new."""
    each = [(group, reader) for group in groups for reader in group.readers]
    if not each:
        return 0
    given: dict[str, Any] = {
        "news": news.pk,
        "readers": [reader for _group, reader in each],
        "topics": [group.voice.topic for group, _reader in each],
        "paces": [group.pace for group, _reader in each],
        "due": [group.due for group, _reader in each],
        "words": [words[group.voice] if group.is_at_once else None for group, _reader in each],
        "about": news.subject,
        "priority": Priority.BULK,
        "now": at,
        "useless_from": news.useless_from,
        "host": urlsplit(settings.SITE_URL).hostname,
        "family": family,
    }
    with connection.cursor() as cursor:
        cursor.execute(statements.STORE, given)
        (told,) = cursor.fetchone()
    return int(told)


def keep(worded: Wording, news: News, voice: Voice, family: str) -> Words:
    """Store the words of a letter about it for such readers."""
    mark = new_mark()
    written = worded(news, voice, mark)
    return Words.objects.create(
        family=family,
        language=written.language,
        subject_line=written.subject_line,
        text=written.text,
        html=written.html,
        mark=mark,
    )

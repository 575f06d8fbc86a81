"""Spreading news: an item for each reader, and the letters of those who want it at once, in constant memory."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from common.moments import zone as zone_called
from following.actions import statements
from following.clock import after_quiet, next_digest
from following.enums import Pace
from following.models import News
from notifications.actions import start_sweep
from notifications.enums import Priority
from notifications.models import Words
from notifications.models.words import new_mark
from notifications.rendering import Rendered

# Readers in one transaction: whoever waits for a row waits a fraction of a second.
CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Voice:
    """For whom words are made: a language, a time zone, and what of theirs brought the news."""

    language: str
    zone: str
    topic: str


# Words news for such a reader; the last argument stands where each letter has its own token.
Wording = Callable[[News, Voice, str], Rendered]


@dataclass(frozen=True, slots=True)
class _Group:
    """Items of readers to whom the same holds."""

    pace: int
    voice: Voice
    due: datetime
    items: list[int]

    @property
    def is_at_once(self) -> bool:
        return self.pace == Pace.AT_ONCE


def spread(news: News, *, worded: Wording, family: str, at: datetime | None = None) -> int:
    """Tell everybody who follows a topic of the news and does not know it yet; return how many they were.

    Each reader once, however many of its topics they follow; the quickest pace wins. A worker that dies in between
    leaves what it had done, and the next goes on from there: a chunk's items, its letters and how far it came are
    stored together. Two at once do not wait for one another.
    """
    told, words = 0, dict[Voice, Words]()

    def words_for(news: News, voice: Voice) -> Words:
        if voice not in words:
            words[voice] = _keep(worded, news, voice, family)
        return words[voice]

    while True:
        chunk = _spread_chunk(news.pk, words_for, at=at or timezone.now())
        if chunk is None:
            break
        told += chunk
    if told:
        start_sweep()
    return told


@transaction.atomic
def _spread_chunk(pk: int, words_for: Callable[[News, Voice], Words], *, at: datetime) -> int | None:
    """Tell the next readers; None when there are none left, or somebody else is at it."""
    news = News.objects.to_spread().select_for_update(skip_locked=True, no_key=True).filter(pk=pk).first()
    if news is None:
        return None
    if news.useless_from is not None and news.useless_from <= at:
        News.objects.filter(pk=pk).update(dropped_at=at)
        return None
    last, told = _store_items(news, at)
    if last is None:
        News.objects.filter(pk=pk).update(spread_at=at)
        return None
    groups = list(_groups(news, last, at))
    _time_digests([group for group in groups if not group.is_at_once])
    _store_letters(news, [(group, words_for(news, group.voice)) for group in groups if group.is_at_once], at)
    News.objects.filter(pk=pk).update(spread_up_to=last)
    return told


def _store_items(news: News, at: datetime) -> tuple[int | None, int]:
    """An item for each of the next readers; return the last of them, None where there is none, and how many are new."""
    given: dict[str, Any] = {
        "news": news.pk,
        "topics": news.topics,
        "after": news.spread_up_to,
        "since": news.at,
        "but": news.but,
        "every": not news.is_reminder,
        "now": at,
        "chunk": CHUNK,
    }
    with connection.cursor() as cursor:
        cursor.execute(statements.ITEMS, given)
        last, told = cursor.fetchone()
    return last, told


def _groups(news: News, last: int, at: datetime) -> Iterable[_Group]:
    with connection.cursor() as cursor:
        cursor.execute(statements.GROUPS, {"news": news.pk, "after": news.spread_up_to, "last": last})
        rows = cursor.fetchall()
    for pace, language, zone, topic, quiet_from, quiet_until, digest_at, items in rows:
        quiet = {"start": quiet_from, "end": quiet_until}
        # What is late is late: quiet hours and digests count from now.
        due = _due(pace, max(at, news.at), zone, digest_at=digest_at, **quiet)
        yield _Group(pace, Voice(language, zone, topic), due, items)


def _due(pace: int, at: datetime, zone: str, *, digest_at: time, start: time | None, end: time | None) -> datetime:
    """When what comes at this pace may go to somebody there."""
    wall = zone_called(zone)
    if pace == Pace.AT_ONCE:
        return after_quiet(at, zone=wall, start=start, end=end)
    return next_digest(at, zone=wall, when=digest_at, weekly=pace == Pace.WEEKLY)


def _time_digests(groups: list[_Group]) -> None:
    given = {
        "items": [item for group in groups for item in group.items],
        "due": [group.due for group in groups for _item in group.items],
    }
    _run(statements.DIGESTS, given)


def _store_letters(news: News, groups: list[tuple[_Group, Words]], at: datetime) -> None:
    if not groups:
        return
    given = {
        "news": news.pk,
        "items": [item for group, _words in groups for item in group.items],
        "due": [group.due for group, _words in groups for _item in group.items],
        "words": [words.pk for group, words in groups for _item in group.items],
        "family": groups[0][1].family,
        "about": news.subject,
        "priority": Priority.BULK,
        "now": at,
        "useless_from": news.useless_from,
        "host": urlsplit(settings.SITE_URL).hostname,
    }
    _run(statements.LETTERS, given)


def _run(statement: str, given: dict[str, Any]) -> None:
    if given["items"]:
        with connection.cursor() as cursor:
            cursor.execute(statement, given)


def _keep(worded: Wording, news: News, voice: Voice, family: str) -> Words:
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

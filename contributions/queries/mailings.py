"""Mailings: news to followers as the secretariat sees it, one row for any number of letters, and who will have it."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import JSONField, OuterRef, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from i18nfield.strings import LazyI18nString

from common.localized import Wording, best
from common.tables import with_tables
from consultations.models import CommentPeriod, Document, Process
from contributions.models import Contribution
from contributions.queries.desk import key_in
from contributions.queries.topics import SEARCH
from following.enums import Pace
from following.models import Follow, Item, News, NewsQuerySet, Reader
from notifications.models import Letter, LetterQuerySet, Undeliverable
from notifications.rendering import written_language
from stakeholders.models import Mandate, Source, StakeholderGroup
from texts.models import TextVersion

# So many of one mailing are looked at for the list of mailings.
MOST_COUNTED = 1000
# So many of the searches that somebody follows are tried before a mailing goes.
MOST_SEARCHES = 100

_STANDING = """
    SELECT jsonb_build_array(
        count(*), count(l.id),
        count(l.id) FILTER (WHERE l.sent_at IS NULL AND l.failed_at IS NULL AND l.called_off_at IS NULL),
        count(*) FILTER (WHERE l.sent_at IS NOT NULL AND l.bounced_at IS NULL),
        count(*) FILTER (WHERE l.failed_at IS NOT NULL), count(*) FILTER (WHERE l.bounced_at IS NOT NULL),
        count(*) FILTER (WHERE l.called_off_at IS NOT NULL)
    )
    FROM (SELECT letter_id FROM [item] WHERE news_id = [news].id LIMIT %s) AS item
    LEFT JOIN [letter] l ON l.id = item.letter_id
"""
# Who it would go to now, as ``following`` spreads it: each reader once, at the quickest pace of theirs.
_AUDIENCE = """
    WITH reader AS (
        SELECT DISTINCT ON (f.reader_id) f.reader_id, f.pace
        FROM [follow] f
        WHERE f.topic = ANY(%(topics)s::text[]) AND f.since <= %(since)s AND (f.reminders OR %(every)s)
        ORDER BY f.reader_id, f.pace
    ), told AS (
        SELECT p.id AS person_id, COALESCE(p.language, r.language) AS language, reader.pace,
               r.by_mail AND u.address IS NULL AS by_letter
        FROM reader
        JOIN [reader] r ON r.id = reader.reader_id
        LEFT JOIN [person] p ON p.id = r.person_id
        LEFT JOIN [undeliverable] u ON u.address = lower(COALESCE(p.email, r.address))
        WHERE p.id IS NULL OR (p.is_active AND p.id <> ALL(%(but)s::bigint[]))
    )
"""
_BY_VOICE_AND_GROUP = """
    SELECT true, person_id IS NOT NULL, language, pace, by_letter, NULL::bigint, count(*)
    FROM told GROUP BY 2, 3, 4, 5
    UNION ALL
    SELECT false, true, '', 0, false, belongs.group_id, count(DISTINCT told.person_id)
    FROM told
    LEFT JOIN (
        SELECT m.person_id, s.group_id FROM [mandate] m
        JOIN [source] s ON s.id = m.source_id
        WHERE m.ended_at IS NULL AND m.confirmed_at IS NOT NULL
    ) AS belongs ON belongs.person_id = told.person_id
    WHERE told.person_id IS NOT NULL
    GROUP BY 6
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many readers were told of a mailing, how many of them by a letter of its own, and where those stand."""

    told: int = 0
    letters: int = 0
    waiting: int = 0
    sent: int = 0
    failed: int = 0
    bounced: int = 0
    called_off: int = 0

    @property
    def otherwise(self) -> int:
        """Those who have it together with other news, on their page, or in their feed."""
        return self.told - self.letters

    @property
    def is_more(self) -> bool:
        """Were there more than the list of mailings looks at?"""
        return self.told >= MOST_COUNTED


@dataclass(frozen=True, slots=True)
class Audience:
    """Who will have a mailing: how many readers, of whom by letter; by group, by language and by pace.

    Whoever speaks for sources of two groups is counted in both. Of addresses without an account no group is known.
    """

    readers: int
    by_letter: int
    guests: int
    no_group: int
    groups: list[tuple[Wording, int]]
    languages: list[tuple[str, int]]
    paces: list[tuple[Pace, int]]


def topics_of(processes: Collection[int]) -> list[str]:
    """What news of these processes concerns, whatever else it does."""
    return [f"process:{pk}" for pk in sorted(processes)]


def mailings_at(processes: Collection[int], *, most: int | None = MOST_COUNTED) -> NewsQuerySet:
    """The mailings of these processes, with what each is about: ``symbol``, ``period`` and ``text``.

    And with what ``standing_of`` reads, for which no more than ``most`` letters of each are looked at.
    """
    contribution = Contribution.objects.filter(pk=key_in("subject", "contributions.contribution:")).order_by()
    document = Document.objects.filter(pk=key_in("subject", "consultations.document:")).order_by()
    period = CommentPeriod.objects.filter(pk=key_in("subject", "consultations.commentperiod:")).order_by()
    version = TextVersion.objects.filter(pk=key_in("subject", "texts.textversion:")).order_by()
    found: NewsQuerySet = News.objects.filter(topics__overlap=topics_of(processes))
    return found.annotate(
        symbol=Coalesce(Subquery(contribution.values("symbol__text")), Subquery(document.values("symbol__text"))),
        period=Subquery(period.values("title")),
        text=Subquery(version.values("text__title")),
        stand=RawSQL(f"({_named(_STANDING)})", [most], output_field=JSONField()),  # noqa: S611 - only our own words
    )


def with_searches(mailings: NewsQuerySet) -> NewsQuerySet:
    """The same with ``searches``: which searches somebody followed when each happened; one more than are tried."""
    followed = Follow.objects.filter(topic__startswith=SEARCH, since__lte=OuterRef("at"))
    words = followed.order_by("topic").values("topic").distinct()[: MOST_SEARCHES + 1]
    return mailings.annotate(searches=ArraySubquery(words))


def thing_of(mailing: Any) -> Wording | None:
    """What a mailing of ``mailings_at`` is about, in the reader's language; None where it is not there any more."""
    if mailing.symbol or mailing.text:
        return Wording(mailing.symbol or mailing.text, "")
    return best(mailing.period) if mailing.period else None


def process_id_of(news: News) -> int:
    """The number of the process that a mailing is about."""
    return next(int(topic.partition(":")[2]) for topic in news.topics if topic.startswith("process:"))


def process_of(news: News) -> Process:
    """The process that a mailing is about."""
    return Process.objects.get(pk=process_id_of(news))


def letters_behind(news: News) -> LetterQuerySet:
    """The letters of a mailing, looked up one by one: else the database may walk through all letters, newest first."""
    behind = f"SELECT unnest(ARRAY({_named('SELECT letter_id FROM [item] WHERE news_id = %s')}))"  # noqa: S608 - our own
    return Letter.objects.filter(pk__in=RawSQL(behind, [news.pk]))  # noqa: S611 - our own words


def is_found_by_searches(mailing: News) -> bool:
    """Is it told to those whose search finds what it is about, and was that not asked yet?"""
    return mailing.kind == "published" and "searched" not in mailing.data


def standing_of(mailing: Any) -> Standing:
    """Where the letters of a mailing of ``mailings_at`` stand."""
    return Standing(*mailing.stand)


def audience_of(news: News, *, found_by: Collection[str] = ()) -> Audience:
    """Who would have it if it were released now, also those who follow a search in ``found_by``.

    Two queries, however many they are.
    """
    topics = sorted({*news.topics, *found_by})
    given = {"topics": topics, "since": news.at, "every": not news.is_reminder, "but": news.but}
    languages, paces = Counter[str](), Counter[Pace]()
    groups = dict[int | None, int]()
    readers = by_letter = guests = 0
    for is_voice, has_account, language, pace, is_letter, group, number in _asked(
        _AUDIENCE + _BY_VOICE_AND_GROUP, given
    ):
        if not is_voice:
            groups[group] = number
            continue
        readers += number
        guests += 0 if has_account else number
        if is_letter:
            by_letter += number
            languages[written_language(language)] += number
            paces[Pace(pace)] += number
    no_group = groups.pop(None, 0)
    known = StakeholderGroup.objects.filter(pk__in=[pk for pk in groups if pk is not None])
    return Audience(
        readers=readers,
        by_letter=by_letter,
        guests=guests,
        no_group=no_group,
        groups=[(group.wording, groups[group.pk]) for group in known],
        languages=list(languages.items()),
        paces=sorted(paces.items()),
    )


def said_first(news: News) -> LazyI18nString:
    """The word of the secretariat that stands in front, in its languages; empty where there is none."""
    return LazyI18nString(news.data.get("said_first") or {})


def said_first_in(news: News, language: str) -> Wording | None:
    """The word of the secretariat as such readers have it, with the language that it is in; None where none is."""
    words = news.data.get("said_first") or {}
    return best(LazyI18nString(words), language) if words else None


def _asked(statement: str, given: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_named(statement), given)
        return cursor.fetchall()


def _named(statement: str) -> str:
    return with_tables(statement, get_user_model(), Follow, Item, Letter, Mandate, News, Reader, Source, Undeliverable)

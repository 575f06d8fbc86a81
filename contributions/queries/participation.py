"""Who has been heard in a round: counted by the database in one go, and kept for a minute at most.

What counts: everything that was sent and stands, published or not yet; of a contribution and its revisions the one in
force. What came too late and is held for the next round counts there. A joint contribution counts once in each group,
region and so on that speaks in it; who has refused to be named in it is not there. A source is there *for the first
time* if nothing of it was received in an earlier round of the process.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from common.collation import readers_key
from common.languages import active
from common.stamps import LONGEST, kept
from consultations.models import Round
from contributions.enums import BY_HAND, Lane, State
from contributions.figures.participation import DEVELOPMENT, STATUSES, Heard, Participation
from contributions.models import Contribution, ContributionSource
from stakeholders.countries import UN_GROUPS, countries
from stakeholders.models import Source, SourceName
from stakeholders.queries import alphabetical

STANDING = (State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED, State.PUBLISHED)
# Whoever wrote for more than one source is shown with so many of them; and so many such authors, those who wrote most.
MOST_SOURCES, MOST_AUTHORS = 12, 100


@dataclass(frozen=True)
class Counted:
    """The figures of a round as they were at an instant."""

    figures: Participation
    at: datetime


@dataclass(frozen=True)
class SharedAuthor:
    """Somebody who wrote for more than one source, or set of sources; ``share`` of all words of the round, 0 to 1."""

    name: str
    sources: list[Source]
    others: int
    contributions: int
    words: int
    share: float


@dataclass(frozen=True)
class SourceWords:
    """A source of a round with what it said; ``is_shared``: somebody wrote for it who wrote for another one too."""

    source: Source
    contributions: int
    words: int
    share: float
    is_shared: bool


def heard_in(round_: Round, *, at: datetime | None = None) -> Counted:
    """The figures of a round. Two queries when they are made anew, none while they are kept."""
    at = at or timezone.now()

    def make() -> tuple[Counted, datetime]:
        return Counted(_counted(round_), at), at + LONGEST

    return kept(f"participation:{round_.pk}", make, under="participation", at=at)


def counted_anew(round_: Round) -> Participation:
    """The figures of this very moment. Two queries."""
    return _counted(round_)


def shared_authors(round_: Round, *, words: int) -> list[SharedAuthor]:
    """Who wrote for several sources, by name; ``words`` are all of the round. Two queries, one while they are kept.

    What the secretariat entered for somebody else has no author of its own.
    """
    rows = _written_for_several(round_)
    sources = Source.objects.in_bulk({key for row in rows for key in row["spoken"][:MOST_SOURCES]})
    found = [
        SharedAuthor(
            row["author__name"] or row["author__email"],
            sorted((sources[key] for key in row["spoken"][:MOST_SOURCES]), key=_name),
            max(0, len(row["spoken"]) - MOST_SOURCES),
            row["number"],
            row["written"],
            row["written"] / words if words else 0.0,
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: readers_key(each.name))


def _written_for_several(round_: Round) -> list[dict[str, Any]]:
    """A row for each author, kept as long as the figures."""
    own, now = _standing(round_).exclude(channel__in=BY_HAND), timezone.now()
    spoken = ContributionSource.objects.named().filter(contribution__in=own, contribution__author=OuterRef("author"))

    def make() -> tuple[list[dict[str, Any]], datetime]:
        found: Any = (
            own.values("author", "author__name", "author__email")
            .annotate(sets=Count("source_ids", distinct=True), number=Count("pk"), written=Sum("words"))
            .filter(sets__gt=1)
            .annotate(spoken=ArraySubquery(spoken.order_by("source").values("source").distinct()))
            .order_by("-written", "author")
        )
        return list(found[:MOST_AUTHORS]), now + LONGEST

    return kept(f"shared-authors:{round_.pk}", make, under="participation", at=now)


def sources_heard(round_: Round) -> QuerySet[SourceName]:
    """The sources of a round by name in the reader's language, by ``(sort_key, source_id)``."""
    speaking = ContributionSource.objects.named().filter(contribution__in=_standing(round_))
    return alphabetical(active()).filter(source__in=speaking.values("source"))


def words_of(names: Iterable[SourceName], round_: Round, *, words: int) -> list[SourceWords]:
    """What these sources said in the round, in the order given. One query."""
    listed = list(names)
    also = (
        Contribution.objects.filter(round=round_, state__in=STANDING, author=OuterRef("contribution__author"))
        .exclude(channel__in=BY_HAND)
        .exclude(source_ids=OuterRef("contribution__source_ids"))
    )
    said = {
        row["source"]: row
        for row in ContributionSource.objects.named()
        .filter(contribution__in=_standing(round_))
        .filter(source__in=[name.source_id for name in listed])
        .values("source")
        .annotate(number=Count("contribution", distinct=True), written=Sum("contribution__words"))
        .annotate(shared=BoolOr(Exists(also) & ~Q(contribution__channel__in=BY_HAND)))
        .order_by()
    }
    return [
        SourceWords(name.source, row["number"], row["written"], row["written"] / words if words else 0.0, row["shared"])
        for name in listed
        if (row := said.get(name.source_id))
    ]


def _name(source: Source) -> tuple[int, ...] | Any:
    return readers_key(source.name_in(active()))


def _standing(round_: Round) -> "QuerySet[Contribution]":
    replaced = Contribution.objects.filter(revises=OuterRef("pk"), state=State.PUBLISHED)
    return (
        Contribution.objects.filter(round=round_, state__in=STANDING, submission__isnull=False)
        .exclude(lane=Lane.NEXT_ROUND)
        .filter(Q(revises=None) | Q(state=State.PUBLISHED))
        .exclude(Exists(replaced))
        .order_by()
    )


def _counted(round_: Round) -> Participation:
    rows: dict[str, dict[str, Heard]] = {}
    for kind, key, *numbers in _rows(round_):
        rows.setdefault(kind, {})[key] = Heard(*(int(number or 0) for number in numbers))
    used = {group.code: Heard() for group in round_.process.groups.all()}
    spoken = dict.fromkeys(round_.process.languages, Heard())
    return Participation(
        whole=rows.get("whole", {}).get("", Heard()),
        groups=used | rows.get("group", {}),
        un_groups={**dict.fromkeys(UN_GROUPS, Heard()), **rows.get("un_group", {})},
        development={**dict.fromkeys(DEVELOPMENT, Heard()), **rows.get("development", {})},
        languages={**spoken, **rows.get("language", {})},
        statuses={**dict.fromkeys(STATUSES, Heard()), **rows.get("status", {})},
    )


def _rows(round_: Round) -> list[tuple[Any, ...]]:
    table = list(countries().values())
    with connection.cursor() as cursor:
        cursor.execute(
            SQL,
            {
                "round": round_.pk,
                "process": round_.process_id,
                "number": round_.number,
                "standing": [str(state) for state in STANDING],
                "codes": [each.code for each in table],
                "un_groups": [each.un_group for each in table],
                "development": [each.development for each in table],
                "statuses": [
                    "".join(
                        letter
                        for letter, has_it in (("d", each.is_ldc), ("l", each.is_lldc), ("s", each.is_sids))
                        if has_it
                    )
                    for each in table
                ],
            },
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


# Each contribution with each of its sources, then each of these once for every part that it stands in.
SQL = """
WITH place AS (
    SELECT * FROM unnest(%(codes)s::text[], %(un_groups)s::text[], %(development)s::text[], %(statuses)s::text[])
        AS place (country, un_group, development, statuses)
), heard AS MATERIALIZED (
    SELECT sent.id, sent.words, sent.language FROM contributions_contribution sent
    WHERE sent.round_id = %(round)s AND sent.state = ANY(%(standing)s) AND sent.submission_id IS NOT NULL
        AND sent.lane <> 'next_round' AND (sent.revises_id IS NULL OR sent.state = 'published')
        AND NOT EXISTS (
            SELECT FROM contributions_contribution later WHERE later.revises_id = sent.id AND later.state = 'published'
        )
), spoken AS MATERIALIZED (
    SELECT heard.id, heard.words, heard.language, named.source_id, grouped.code, source.country,
        coalesce(place.un_group, '') AS un_group, coalesce(place.development, '') AS development,
        coalesce(place.statuses, '') AS statuses
    FROM heard
    JOIN contributions_contributionsource named ON named.contribution_id = heard.id AND named.refused_at IS NULL
    JOIN stakeholders_source source ON source.id = named.source_id
    JOIN stakeholders_stakeholdergroup grouped ON grouped.id = named.group_id
    LEFT JOIN place ON place.country = source.country
), earlier AS MATERIALIZED (
    SELECT DISTINCT named.source_id FROM contributions_contributionsource named
    JOIN contributions_contribution sent ON sent.id = named.contribution_id AND sent.submission_id IS NOT NULL
        AND sent.state <> 'draft'
    JOIN consultations_round held ON held.id = sent.round_id
    WHERE held.process_id = %(process)s AND held.number < %(number)s AND named.refused_at IS NULL
), said AS MATERIALIZED (
    SELECT part.kind, part.key, spoken.id, spoken.words, spoken.source_id FROM spoken
    CROSS JOIN LATERAL (
        VALUES ('whole', ''), ('group', spoken.code), ('un_group', spoken.un_group),
            ('development', spoken.development), ('language', spoken.language),
            ('status', CASE WHEN spoken.statuses LIKE '%%d%%' THEN 'ldc' END),
            ('status', CASE WHEN spoken.statuses LIKE '%%l%%' THEN 'lldc' END),
            ('status', CASE WHEN spoken.statuses LIKE '%%s%%' THEN 'sids' END)
    ) part (kind, key)
    WHERE part.key IS NOT NULL
), written AS (
    SELECT kind, key, count(*) AS contributions, sum(words) AS words
    FROM (SELECT DISTINCT kind, key, id, words FROM said) once GROUP BY kind, key
), speaking AS (
    SELECT kind, key, count(*) AS sources, count(*) FILTER (WHERE earlier.source_id IS NULL) AS first_time
    FROM (SELECT DISTINCT kind, key, source_id FROM said) once
    LEFT JOIN earlier USING (source_id) GROUP BY kind, key
)
SELECT written.kind, written.key, written.contributions, speaking.sources, speaking.first_time, written.words
FROM written JOIN speaking USING (kind, key)
"""

"""Finding published contributions by their words, the newest first.

Ranking everything that matches cannot be fast, and would not be neutral either. What takes care:

*rare words*: the index gives the few that match and we sort those. Left alone, PostgreSQL may choose to
walk everything from the newest on until it has met enough, which for a rare word is everything.
*common words*: the other way round. Gathering all that match would be slow, so we walk from the newest on.

How common a word is, nobody knows beforehand: we look a little, and further only where that was not enough.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q
from django.db.models.sql import Query

from common import keyset
from consultations.models import Symbol
from contributions.enums import State
from contributions.models import Contribution, ContributionQuerySet
from contributions.queries.published import published_form
from contributions.queries.reading import COUNTED, NEWEST, Count, may_be_found, with_list_facts
from contributions.search import query_for
from contributions.search.query import Question, tidy
from contributions.search.snippet import Piece, pieces_of

# So many of the newest are walked first; where they hold enough for a page, we are done.
NEAR = 5_000
# Up to so many matches are gathered and sorted; above, we walk on.
RARE = 10_000
# How far we walk at most; what is so rare there that no page is full is gathered, however many there are.
FAR = 50_000
LONGEST_SYMBOL = 120


@dataclass(frozen=True)
class Result:
    """A contribution that was found, and why: the passage where the words are."""

    contribution: Contribution
    passage: list[Piece]


@dataclass(frozen=True)
class Found:
    """One page of results, and how many there are in all."""

    results: list[Result]
    count: Count
    previous: str = ""
    next: str = ""


def search(text: str, *, rounds: Sequence[int] | None = None, cursor: str = "", size: int = 20) -> Found:
    """Published contributions with all words of ``text``, the newest first; in these ``rounds`` only, if given.

    Five queries for all but the odd case. Raise ``BadCursor`` for a cursor that does not fit.
    """
    place = keyset.read(cursor, Contribution, NEWEST)
    question = _written(query_for(text))
    if not question or (rounds is not None and not rounds):
        return Found([], Count(0, False))
    ids, count = _Hits(question, rounds, place, size + 1).newest()
    rows = {row.pk: row for row in _with_texts(Contribution.objects.filter(pk__in=ids))}
    page = keyset.laid_out([rows[pk] for pk in ids if pk in rows], NEWEST, place=place, size=size)
    passages = pieces_of(text, [(row.language, _text(row)) for row in page.rows])
    results = [Result(row, passage) for row, passage in zip(page.rows, passages, strict=True)]
    return Found(results, count, page.previous, page.next)


def matching(contributions: ContributionQuerySet, text: str) -> ContributionQuerySet:
    """Those of ``contributions`` that are published with all words of ``text``, for lists in the order of time.

    One query beforehand: of a rare word the few are looked up by the index, so that nobody walks all others to find
    them; a common one is left to the walk, which is soon over.
    """
    question = query_for(text)
    if question is None:
        return contributions.none()
    found = contributions.filter(may_be_found(named=False), state=State.PUBLISHED, search=question)
    few = list(found.order_by().values_list("pk", flat=True)[: NEAR + 1])
    return contributions.filter(pk__in=few) if len(few) <= NEAR else found


def by_symbol(text: str, processes: Iterable[int]) -> list[Symbol]:
    """The public documents and contributions in these processes (ids) that are cited so, by symbol or by alias."""
    text = tidy(text)
    if not text or len(text) > LONGEST_SYMBOL:
        return []
    written = {text, text.upper(), text.title()}
    public = Q(document__public_at__isnull=False) | Q(contribution__published_at__isnull=False)
    return list(
        Symbol.objects.filter(Q(text__in=written) | Q(alias__in=written), public, process__in=list(processes))
        .filter(round__public_at__isnull=False)
        .select_related("process", "document", "contribution")
        .defer("contribution__content", "contribution__search", "process__mandate")
        .order_by("process__code", "text")[:20]
    )


def _with_texts(contributions: ContributionQuerySet) -> ContributionQuerySet:
    return with_list_facts(contributions).select_related("submission")


def _text(contribution: Contribution) -> str:
    return published_form(contribution).plain_text()


def _written(question: Question | None) -> str:
    """The question as PostgreSQL writes it, stemmed; "" when nothing is left of it, as of "the" alone."""
    if question is None:
        return ""
    query = Query(Contribution)
    sql, given = query.get_compiler(connection=connection).compile(question.resolve_expression(query))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT ({sql})::text", given)
        return str(cursor.fetchone()[0])


@dataclass(frozen=True)
class _Hits:
    """The statements of one search. Everything that comes from outside is bound, never written into them."""

    question: str
    rounds: Sequence[int] | None
    place: keyset.Place
    size: int

    def newest(self) -> tuple[list[int], Count]:
        """The ids going on from the place, nearest first, and how many match in all."""
        number, ids = self._gathered(most=COUNTED + 1)
        count = Count(min(number, COUNTED), number > COUNTED)
        return (self._of_many() if count.is_more else ids), count

    def _of_many(self) -> list[int]:
        """Each way costs more than the one before and is taken only where that one did not fill the page."""
        ids = self._walked(NEAR)
        if len(ids) == self.size:
            return ids
        number, ids = self._gathered(most=RARE + 1)
        if number <= RARE:
            return ids
        ids = self._walked(FAR)
        return ids if len(ids) == self.size else self._gathered(most=None)[1]

    def _gathered(self, *, most: int | None) -> tuple[int, list[int]]:
        found, ids = self._run(
            f"""
            WITH hits AS MATERIALIZED (
                SELECT id, published_at FROM contributions_contribution
                WHERE {self._scope} AND search @@ %(question)s::tsquery LIMIT %(most)s
            )
            SELECT (SELECT count(*) FROM hits),
                   ARRAY(SELECT id FROM hits WHERE {self._beyond} ORDER BY {self._order} LIMIT %(size)s)
            """,  # noqa: S608 - only our own words are put in
            most=most,
        )
        return found, ids

    def _walked(self, far: int) -> list[int]:
        """The LIMIT inside is a fence: it makes PostgreSQL walk the index of the newest, and stop early."""
        (ids,) = self._run(
            f"""
            SELECT ARRAY(
                SELECT id FROM (
                    SELECT id, search FROM contributions_contribution
                    WHERE {self._scope} AND {self._beyond} ORDER BY {self._order} LIMIT %(far)s
                ) newest WHERE search @@ %(question)s::tsquery LIMIT %(size)s
            )
            """,  # noqa: S608 - only our own words are put in
            far=far,
        )
        return ids

    def _run(self, sql: str, **more: object) -> tuple[Any, ...]:
        published_at, pk = self.place.values or (None, None)
        given: dict[str, Any] = {
            "question": self.question,
            "rounds": list(self.rounds or []),
            "state": State.PUBLISHED.value,
            "published_at": published_at,
            "pk": pk,
            "size": self.size,
        }
        with connection.cursor() as cursor:
            cursor.execute(sql, given | more)
            return cursor.fetchone()

    @property
    def _scope(self) -> str:
        return "state = %(state)s" + ("" if self.rounds is None else " AND round_id = ANY(%(rounds)s)")

    @property
    def _beyond(self) -> str:
        if self.place.values is None:
            return "true"
        return f"(published_at, id) {'>' if self.place.back else '<'} (%(published_at)s, %(pk)s)"

    @property
    def _order(self) -> str:
        return "published_at, id" if self.place.back else "published_at DESC, id DESC"

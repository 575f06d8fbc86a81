"""Which contributions say nearly the same: what the desk shows beside one of them."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, JSONObject

from common.languages import active
from consultations.models import GuidingQuestion
from contributions.enums import State
from contributions.models import Contribution, ContributionQuerySet, ContributionSource, Likeness
from contributions.similarity.differences import Part

# How far the others of a campaign are looked for from one of them.
MOST_CONNECTED = 500


@dataclass(frozen=True)
class Alike:
    """Another contribution and how much they have in common; ``percent`` is 0 for one that was found through others.

    ``can_be_grouped``: it was sent to the same round and belongs to no campaign.
    """

    contribution: Contribution
    percent: int
    is_same_author: bool
    can_be_grouped: bool

    @property
    def source_names(self) -> list[str]:
        """Its sources by name, in the reader's language where known."""
        return names_of(self.contribution)


def alike(contribution: Contribution) -> list[Alike]:
    """What says nearly the same, the most alike first; then what is like those, and so on. Three queries.

    In a campaign everybody changes a word or two: the first and the last may be less alike than each is to a third.
    """
    pairs = Likeness.objects.filter(_either(contribution.pk)).values_list("earlier", "later", "percent")
    direct = {(later if earlier == contribution.pk else earlier): percent for earlier, later, percent in pairs}
    if not direct:
        return []
    sent = Contribution.objects.exclude(state=State.DRAFT).filter(submission__isnull=False)
    rows = (
        named(sent.filter(pk__in={*direct, *_reachable(contribution.pk)}))
        .exclude(pk=contribution.pk)
        .select_related("round__process", "symbol", "campaign")
        .defer("content", "search", "ground", "round__description", "round__process__mandate")
    )
    found = [
        Alike(
            each,
            direct.get(each.pk, 0),
            is_same_author=each.author_id == contribution.author_id,
            can_be_grouped=each.round_id == contribution.round_id and each.campaign_id is None,
        )
        for each in rows
    ]
    return sorted(found, key=lambda each: (-each.percent, each.contribution.pk))


def with_alike(contributions: ContributionQuerySet) -> ContributionQuerySet:
    """The same with ``alike_first`` on each, at most three objects ``pk, title, language, percent``.

    And with ``alike_number``, how many there are; all in the query of the contribution itself.
    """
    other_is_later = Q(earlier=OuterRef("pk"))
    beside = Likeness.objects.filter(_either(OuterRef("pk"))).order_by("-percent", "pk")
    described = beside.values(
        said=JSONObject(
            pk=Case(When(other_is_later, then="later"), default="earlier"),
            title=Case(When(other_is_later, then="later__title"), default="earlier__title"),
            language=Case(When(other_is_later, then="later__language"), default="earlier__language"),
            percent="percent",
        )
    )
    number = beside.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk")).values("number")
    return contributions.annotate(
        alike_first=ArraySubquery(described[:3]), alike_number=Coalesce(Subquery(number), Value(0))
    )


def marked_alike(contributions: ContributionQuerySet) -> ContributionQuerySet:
    """The same with ``is_alike`` on each: does another say nearly the same?"""
    return contributions.annotate(is_alike=Exists(Likeness.objects.filter(_either(OuterRef("pk")))))


def with_questions(parts: list[Part]) -> list[Part]:
    """The same with the questions that parts answer; one query, none where nothing is answered."""
    keys = [int(part.question) for part in parts if part.question.isdigit()]
    asked = GuidingQuestion.objects.in_bulk(keys) if keys else {}
    return [replace(part, asked=asked.get(int(part.question))) if part.question.isdigit() else part for part in parts]


def names_of(contribution: Contribution) -> list[str]:
    """The names of the sources of one that was read with ``named``, in the reader's language where known."""
    return [each["translations"].get(active()) or each["name"] for each in contribution.named]  # type: ignore[attr-defined]


def named(contributions: ContributionQuerySet) -> ContributionQuerySet:
    """The same with the names of the sources in the same query."""
    names = (
        ContributionSource.objects.filter(contribution=OuterRef("pk"))
        .order_by("pk")
        .values(said=JSONObject(name=F("source__name"), translations=F("source__translations")))
    )
    return contributions.annotate(named=ArraySubquery(names))


def _either(key: int | OuterRef) -> Q:
    return Q(earlier=key) | Q(later=key)


def _reachable(key: int) -> list[int]:
    """Ids of what can be reached from one by likenesses; the walk ends when there are enough."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE found(id) AS (
                SELECT %(key)s::bigint
                UNION
                SELECT CASE WHEN pair.earlier_id = found.id THEN pair.later_id ELSE pair.earlier_id END
                FROM found JOIN contributions_likeness pair ON pair.earlier_id = found.id OR pair.later_id = found.id
            )
            SELECT id FROM found LIMIT %(most)s
            """,
            {"key": key, "most": MOST_CONNECTED},
        )
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return [row[0] for row in rows]

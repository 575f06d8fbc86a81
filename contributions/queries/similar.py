"""Which contributions say nearly the same: what the desk shows beside one of them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import JSONObject

from common.languages import active
from contributions.enums import State
from contributions.models import Contribution, ContributionQuerySet, ContributionSource, Likeness

# How far the others of a campaign are looked for from one of them.
MOST_CONNECTED = 500


@dataclass(frozen=True)
class Alike:
    """Another contribution and how much they have in common; ``percent`` is 0 for one that was found through others."""

    contribution: Contribution
    percent: int
    is_same_author: bool

    @property
    def source_names(self) -> list[str]:
        """Its sources by name, in the reader's language where known."""
        return names_of(self.contribution)


def alike(contribution: Contribution) -> list[Alike]:
    """What says nearly the same, the most alike first, then by id. One query."""
    pairs = Likeness.objects.filter(Q(earlier=contribution) | Q(later=contribution)).values_list(
        "earlier", "later", "percent"
    )
    shares = {(later if earlier == contribution.pk else earlier): percent for earlier, later, percent in pairs}
    if not shares:
        return []
    found = [
        Alike(each, shares[each.pk], each.author_id == contribution.author_id)
        for each in _shown().filter(pk__in=shares)
    ]
    return sorted(found, key=lambda each: (-each.percent, each.contribution.pk))


def connected(contribution: Contribution) -> list[Alike]:
    """What is like it, what is like that, and so on, in its round and in no campaign; at most ``MOST_CONNECTED``.

    In a campaign everybody changed a word or two: the first and the last may be less alike than each is to a third.
    """
    direct = {each.contribution.pk: each.percent for each in alike(contribution)}
    wanted = (
        _shown()
        .filter(pk__in=_reachable(contribution.pk), round=contribution.round_id, campaign=None)
        .exclude(pk=contribution.pk)
    )
    return [
        Alike(each, direct.get(each.pk, 0), each.author_id == contribution.author_id)
        for each in wanted.order_by("submitted_at", "pk")
    ]


def marked_alike(contributions: ContributionQuerySet) -> ContributionQuerySet:
    """The same with ``is_alike`` on each: does another say nearly the same?"""
    beside = Likeness.objects.filter(Q(earlier=OuterRef("pk")) | Q(later=OuterRef("pk")))
    return contributions.annotate(is_alike=Exists(beside))


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


def _shown() -> ContributionQuerySet:
    sent = Contribution.objects.exclude(state=State.DRAFT).filter(submission__isnull=False)
    return (
        named(sent)
        .select_related("round__process", "symbol", "campaign")
        .defer("content", "search", "ground", "round__description", "round__process__mandate")
    )


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

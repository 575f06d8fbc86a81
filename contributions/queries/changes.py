"""Published changes with all that everybody may know of them: who proposes, to which words, what became of them."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from contributions.enums import State
from contributions.models import Amendment, Contribution, ContributionSource, Disposition
from contributions.models.amendment import NOT_PROPOSED
from texts.engine.outline import Clause
from texts.models import ClauseVersion

from .negotiated import carried_in_public, public_versions


def published_changes() -> "QuerySet[Amendment]":
    """Every change of a contribution that is published with its words, to a version that everybody may read.

    ``is_replaced``: a published revision stands in place of its contribution. ``went_to``: the same change on a later
    version. ``is_decided``: a version was issued that says what became of it. Two queries.
    """
    named = ContributionSource.objects.select_related("source", "group").order_by("pk")
    later = Contribution.objects.filter(revises=OuterRef("contribution"), state=State.PUBLISHED)
    return (
        Amendment.objects.readable()
        .filter(carried_in_public("version__"))
        .annotate(
            is_replaced=Exists(later),
            went_to=Subquery(
                Amendment.objects.filter(carried_in_public("version__"), carried_from=OuterRef("pk")).values("pk")[:1]
            ),
            is_decided=Exists(public_versions().filter(dispositions__amendment=OuterRef("pk"))),
        )
        .select_related(
            "contribution__symbol",
            "contribution__round__process",
            "version__text",
            "version__carrier__symbol__round__process",
            "disposition",
        )
        .defer(
            "sealed",
            "contribution__content",
            "contribution__search",
            "contribution__public_form",
            "contribution__round__description",
            "contribution__round__process__mandate",
        )
        .prefetch_related(Prefetch("contribution__sources", named))
    )


def is_in_force(amendment: Amendment) -> bool:
    """Is it proposed as it stands? Not where it was replaced, given up, adopted already or waits for its source."""
    return not amendment.is_replaced and amendment.carriage not in NOT_PROPOSED  # type: ignore[attr-defined]  # annotated


def disposition_of(amendment: Amendment) -> Disposition | None:
    """What became of it; None while that stands in a draft, which nobody reads."""
    return amendment.disposition if amendment.is_decided else None  # type: ignore[attr-defined]  # annotated


def words_under(amendments: Iterable[Amendment]) -> dict[tuple[int, str], Clause]:
    """The clauses that these change, as their versions word them, by version and identity. One query."""
    wanted = {(each.version_id, each.clause_id) for each in amendments if each.clause_id}
    found = ClauseVersion.objects.filter(
        version__in={version for version, _clause in wanted}, clause__in={clause for _version, clause in wanted}
    )
    return {(each.version_id, each.clause_id.hex): each.as_clause() for each in found}

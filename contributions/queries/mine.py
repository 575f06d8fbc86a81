"""What a person has begun or sent, and one of them in full."""

from typing import TYPE_CHECKING

from contributions.models import Contribution, ContributionQuerySet

if TYPE_CHECKING:
    from stakeholders.models import Person

# The last one touched comes first; a list page needs a steady order.
LATEST = ("-saved_at", "-pk")


def of_person(person: "Person") -> ContributionQuerySet:
    """Everything that is the person's own or was sent for a source they speak for, without the long texts."""
    return (
        Contribution.objects.owned_by(person)
        .select_related("period", "round__process", "symbol", "revises__symbol")
        .defer("content", "search", "submission__content")
        .order_by(*LATEST)
    )


def in_full() -> ContributionQuerySet:
    """Contributions with period, round, process, author, what was sent, symbol and what they revise, in one query."""
    return Contribution.objects.select_related(
        "period__round__process",
        "round__process",
        "round__receiving",
        "author",
        "submission__timing__carried_from",
        "symbol",
        "transcript",
        "revises__symbol",
    )

"""Who proposes changes to a version of a text, and what one of them proposes."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from common.collation import readers_key
from contributions.models import Amendment, Contribution, ContributionSource
from contributions.queries.published import public_sources
from texts.engine.changes import Change
from texts.models import Clause, TextVersion


@dataclass(frozen=True)
class Proposer:
    """A contribution in force with changes to a version: its symbol, who speaks in it, how many changes."""

    contribution: Contribution
    symbol: str
    names: tuple[str, ...]
    changes: int


def proposers(version: TextVersion) -> list[Proposer]:
    """All of them, by the names of their sources in the reader's alphabet. Three queries."""
    counts = dict(
        Amendment.objects.in_force().filter(version=version).values_list("contribution").annotate(number=Count("pk"))
    )
    found = (
        Contribution.objects.filter(pk__in=counts)
        .select_related("symbol")
        .only("title", "language", "published_at", "consent", "symbol__text")
        .prefetch_related(_sources())
    )
    return sorted(
        (_proposer(each, counts[each.pk]) for each in found),
        key=lambda each: (*map(readers_key, each.names), each.symbol),
    )


def changes_of(contribution: Contribution, version: TextVersion) -> tuple[Change, ...]:
    """What this contribution proposes to the version, in its own order. One query."""
    own = Amendment.objects.in_force().on(version).filter(contribution=contribution)
    return tuple(amendment.as_change() for amendment in own)


def amendments_at(clause: Clause) -> list[Amendment]:
    """All published changes that concern the clause or the place after it, in any version, with what became of them.

    Those of contributions that were withdrawn or replaced are left out. In the order of versions, then by the names of
    sources. Three queries.
    """
    found = (
        Amendment.objects.in_force()
        .filter(Q(clause=clause) | Q(after=clause, op__in=("ADD", "MOVE")))
        .select_related("contribution__symbol__process", "version", "disposition", "disposition__version")
        .defer("contribution__content", "contribution__search")
        .prefetch_related(_sources("contribution__sources"))
    )
    return sorted(
        found, key=lambda each: (each.version.number, *map(readers_key, names_in(each.contribution)), each.pk)
    )


def names_in(contribution: Contribution) -> tuple[str, ...]:
    """The names of its sources in the reader's language, as far as they may be named."""
    return tuple(source.called for source in public_sources(contribution))


def _proposer(contribution: Contribution, changes: int) -> Proposer:
    symbol = contribution.symbol.text if contribution.symbol else ""
    return Proposer(contribution, symbol, names_in(contribution), changes)


def _sources(lookup: str = "sources") -> Prefetch:
    return Prefetch(lookup, ContributionSource.objects.select_related("source", "group").order_by("pk"))

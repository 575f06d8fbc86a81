"""The index of a round: a row for every symbol that a contribution of it has or had."""

from dataclasses import dataclass

from django.db.models import Prefetch

from consultations.models import Round
from contributions.enums import Consent, State
from contributions.models import Contribution, ContributionQuerySet, ContributionSource
from contributions.queries.published import PublicSource, public_sources

from .entries import in_full


@dataclass(frozen=True)
class Row:
    """One line of the index. ``replaced_by`` is the symbol of a published revision, "" for none."""

    contribution: Contribution
    symbol: str
    sources: list[PublicSource]
    replaced_by: str

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.contribution.state == State.WITHDRAWN)

    @property
    def is_only_counted(self) -> bool:
        return bool(self.contribution.consent == Consent.AGGREGATE)

    @property
    def shows_title(self) -> bool:
        """Whether its words may be shown: not what was withdrawn, nor what is only counted."""
        return not self.is_withdrawn and not self.is_only_counted


def indexed(round_: Round) -> ContributionQuerySet:
    """Everything of the round that has an address: published, replaced, withdrawn."""
    return Contribution.objects.public().filter(round=round_)


def with_facts(found: ContributionQuerySet) -> ContributionQuerySet:
    """With what a row shows, without the long texts. Three queries."""
    named = ContributionSource.objects.select_related("source", "group").order_by("pk")
    return (
        found.select_related("symbol", "portal", "round__process")
        .prefetch_related(Prefetch("sources", queryset=named), _revisions())
        .defer("content", "search", "ground", "excerpt", "round__description", "round__process__mandate")
    )


def with_revisions(found: ContributionQuerySet) -> ContributionQuerySet:
    """With all that a row and the whole contribution are made of. Four queries."""
    return in_full(found).prefetch_related(_revisions())


def row(contribution: Contribution) -> Row:
    """The line of one contribution that was read ``with_facts`` or ``with_revisions``."""
    symbol = contribution.symbol.text if contribution.symbol else ""
    later = [each.symbol.text for each in contribution.revisions.all() if each.symbol]
    return Row(contribution, symbol, public_sources(contribution), max(later, default=""))


def _revisions() -> Prefetch:
    published = Contribution.objects.published().select_related("symbol").only("revises", "symbol__text")
    return Prefetch("revisions", queryset=published)

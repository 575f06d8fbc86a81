"""Reads of what is public: the lists of published contributions and what stands around one of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from consultations.models import Document, Process, Round, Symbol
from consultations.queries.symbols import named
from contributions.enums import Consent
from contributions.models import Contribution, ContributionFile, ContributionQuerySet, ContributionSource

if TYPE_CHECKING:
    from stakeholders.models import Source, StakeholderGroup

# How far lists are counted: see ``Count``.
COUNTED = 1000
BY_SYMBOL = ("number", "pk")
BY_TIME = ("published_at", "pk")
NEWEST = ("-published_at", "-pk")


@dataclass(frozen=True)
class Count:
    """How many there are, counted no further than ``COUNTED``; ``is_more`` says that there are more."""

    number: int
    is_more: bool


@dataclass(frozen=True)
class Filters:
    """What of a round is wanted; None or "" leaves everything in. ``region`` is an M49 code."""

    group: "StakeholderGroup | None" = None
    source: "Source | None" = None
    question: int | None = None
    region: str = ""
    language: str = ""
    lane: str = ""

    def condition(self) -> Q:
        """All of it, asked of the columns that publication has filled: nothing is found by what may not be seen."""
        wanted = may_be_found(named=bool(self.source or self.region)) if self != Filters() else Q()
        if self.group is not None:
            wanted &= Q(group_ids__contains=[self.group.pk])
        if self.source is not None:
            wanted &= Q(source_ids__contains=[self.source.pk])
        if self.question is not None:
            wanted &= Q(question_ids__contains=[self.question])
        if self.region:
            wanted &= Q(regions__contains=[self.region])
        if self.language:
            wanted &= Q(language=self.language)
        if self.lane:
            wanted &= Q(lane=self.lane)
        return wanted


def may_be_found(*, named: bool, of: str = "") -> Q:
    """What may be found by what it says, its language and its group; with ``named`` by who says it as well.

    ``of`` is the way to the contribution, such as ``"contribution__"``.
    """
    consent = f"{of}consent"
    return Q(**{consent: Consent.NAMED}) if named else ~Q(**{consent: Consent.AGGREGATE})


def capped_count(contributions: ContributionQuerySet) -> Count:
    """Count up to ``COUNTED``, which costs the same however many there are."""
    number = contributions.order_by()[: COUNTED + 1].count()
    return Count(min(number, COUNTED), number > COUNTED)


def of_round(round_: Round, filters: Filters | None = None) -> ContributionQuerySet:
    """The published contributions of a round, each revision by itself, with what a list shows of them."""
    wanted = Contribution.objects.published().filter(round=round_)
    return with_list_facts(wanted.filter(filters.condition()) if filters else wanted)


def of_source(source: "Source") -> ContributionQuerySet:
    """Everything published in which this source speaks, alone or jointly."""
    theirs = Contribution.objects.published().filter(may_be_found(named=True), source_ids__contains=[source.pk])
    return with_list_facts(theirs)


def newest() -> ContributionQuerySet:
    """Everything published, the newest first."""
    return with_list_facts(Contribution.objects.published()).order_by(*NEWEST)


def with_list_facts(contributions: ContributionQuerySet) -> ContributionQuerySet:
    """With symbol, portal, round and process (one query), sources and groups (one more); without the long texts."""
    return (
        contributions.select_related("symbol", "portal", "round__process")
        .prefetch_related(_sources())
        .defer("content", "search", "ground", "round__description", "round__process__mandate")
    )


def symbol_of(process: Process, text: str) -> Symbol | None:
    """The symbol that is cited so in this process, now or formerly, or by its alias, with document or contribution."""
    return (
        named(process, text)
        .select_related("round__process", "document__modifies__symbol", "contribution", "carried_text")
        .defer("contribution__content", "contribution__search")
        .first()
    )


def is_public(symbol: Symbol) -> bool:
    """Does everybody find something under this symbol, as ``symbol_of`` gives it? A withdrawn contribution too."""
    if hasattr(symbol, "document"):
        return bool(symbol.document.public_at is not None and symbol.round.is_public)
    contribution: Contribution | None = getattr(symbol, "contribution", None)
    return contribution is not None and contribution.published_at is not None


def in_full(contribution: Contribution) -> Contribution:
    """The same contribution with everything its page shows: what was submitted, period with questions, sources."""
    return (
        Contribution.objects.select_related(
            "symbol", "round__process", "period", "submission__timing__carried_from", "modifies__symbol", "transcript"
        )
        .prefetch_related(_sources(), "period__questions", Prefetch("files", ContributionFile.objects.order_by("pk")))
        .defer("content", "search", "modifies__content", "modifies__search")
        .get(pk=contribution.pk)
    )


def of_its_number(contribution: Contribution) -> tuple[list[Contribution], list[Document]]:
    """What shares its number: every public version of it, itself too, and documents of the secretariat beside it.

    Each as they came, in one query.
    """
    if contribution.symbol is None:
        return [], []
    # Asked of the symbols, whose unique index finds them: among a million the round's own rows took seconds.
    symbols = list(
        Symbol.objects.filter(round=contribution.round_id, number=contribution.symbol.number)
        .select_related("contribution", "document")
        .defer("contribution__content", "contribution__search")
    )
    versions = [each.contribution for each in symbols if hasattr(each, "contribution")]
    documents = [each.document for each in symbols if hasattr(each, "document")]
    return (
        sorted((each for each in versions if each.published_at), key=lambda each: (each.published_at, each.pk)),
        sorted((each for each in documents if each.public_at), key=lambda each: (each.filed_at, each.pk)),
    )


def _sources() -> Prefetch:
    named = ContributionSource.objects.select_related("source", "group").order_by("pk")
    return Prefetch("sources", queryset=named)

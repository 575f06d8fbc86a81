"""Who says what in a section, in a neutral order, a few at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import BinaryField, Case, OuterRef, Prefetch, Subquery, Value, When
from django.db.models.functions import Coalesce

from common.languages import active
from contributions.content import Content
from contributions.enums import Consent
from contributions.models import Contribution, ContributionFile, ContributionQuerySet, ContributionSource
from contributions.queries.published import PublicSource, public_sources, published_form
from contributions.queries.reading import BY_SYMBOL
from exports.enums import Order
from stakeholders.models import SourceName

from .sections import Section

BY_SOURCE = ("first_name", "number", "pk")
ORDERS: dict[str, tuple[str, ...]] = {Order.SYMBOL: BY_SYMBOL, Order.SOURCE: BY_SOURCE}
# After every name: whoever is not named stands last, so that the order tells nothing of the name.
LAST = b"\xff"
CHUNK = 100


@dataclass(frozen=True)
class Entry:
    """What one contribution says in a section, as everybody may read it."""

    contribution: Contribution
    sources: list[PublicSource]
    texts: tuple[str, ...]
    content: Content

    @property
    def symbol(self) -> str:
        return self.contribution.symbol.text if self.contribution.symbol else ""


def ordered(found: ContributionQuerySet, order: str) -> ContributionQuerySet:
    """In one of ``ORDERS``: by symbol, or by the first name of a source in the reader's alphabet."""
    if order == Order.SOURCE:
        found = found.annotate(first_name=_first_name())
    return found.order_by(*ORDERS[order])


def in_full(found: ContributionQuerySet) -> ContributionQuerySet:
    """With all that published form and sources are made of. Three queries."""
    named = ContributionSource.objects.select_related("source", "group").order_by("pk")
    files = ContributionFile.objects.order_by("pk")
    return (
        found.select_related("symbol", "submission", "portal", "round__process")
        .prefetch_related(Prefetch("sources", queryset=named), Prefetch("files", queryset=files))
        .defer("content", "search", "ground", "round__description", "round__process__mandate")
    )


def walked(
    found: ContributionQuerySet,
    order: str = Order.SYMBOL,
    *,
    read: Callable[[ContributionQuerySet], ContributionQuerySet] = in_full,
) -> Iterator[Contribution]:
    """All of them in order, ``CHUNK`` at a time as ``read`` reads them: no more words are in memory than those have."""
    ids = iter(list(ordered(found, order).values_list("pk", flat=True)))
    while chunk := list(islice(ids, CHUNK)):
        rows = read(Contribution.objects.filter(pk__in=chunk)).in_bulk()
        yield from (rows[pk] for pk in chunk if pk in rows)


def entry(contribution: Contribution, section: Section) -> Entry:
    """What it says in this section. No query where it was read ``in_full``."""
    content = published_form(contribution)
    return Entry(contribution, public_sources(contribution), section.texts(content), content)


def _first_name() -> Coalesce:
    """The sort key, in the reader's language, of the first by name of the sources that say it."""
    names = SourceName.objects.filter(
        language=active(),
        source__contribution_sources__contribution=OuterRef("pk"),
        source__contribution_sources__confirmed_at__isnull=False,
    ).order_by("sort_key")
    last = Value(LAST, output_field=BinaryField())
    named = Case(When(consent=Consent.NAMED, then=Subquery(names.values("sort_key")[:1])), default=last)
    return Coalesce(named, last, output_field=BinaryField())

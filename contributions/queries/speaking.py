"""Sources as a desk knows them: those that were named in something sent to its processes."""

from collections.abc import Collection

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from contributions.models import Contribution, ContributionQuerySet, ContributionSource
from stakeholders.enums import SourceKind, Standing
from stakeholders.models import Mandate, Source, SourceName
from stakeholders.queries import alphabetical

from .desk import visible_at


def sources_at(processes: Collection[int], language: str) -> QuerySet[SourceName]:
    """The organisations and people that something was sent for to these processes, in the language's alphabet.

    On each ``claiming`` and ``speaking``: how many say that they speak for it, and how many really do. One query.
    """
    named = alphabetical(language).filter(_known_to(processes, "source"))
    current = Mandate.objects.current().filter(source=OuterRef("source"))
    return named.annotate(
        claiming=_number(current.filter(confirmed_at=None)),
        speaking=_number(current.exclude(confirmed_at=None)),
    )


def to_check(sources: QuerySet[SourceName]) -> QuerySet[SourceName]:
    """Those of ``sources_at`` of which nobody has checked what they say of themselves, or who speaks for them."""
    unchecked = Q(source__kind=SourceKind.ORGANISATION, source__standing=Standing.DECLARED)
    return sources.filter(unchecked | Q(claiming__gt=0))


def source_at(processes: Collection[int]) -> QuerySet[Source]:
    """The same sources, to find one of them."""
    return Source.objects.filter(_known_to(processes, "pk")).select_related("group")


def sent_for(source: Source, processes: Collection[int], *, most: int) -> ContributionQuerySet:
    """The latest that was sent for it to these processes, ``most`` of it."""
    named = ContributionSource.objects.filter(source=source, contribution__in=visible_at(processes).order_by())
    latest = named.order_by("-contribution__submitted_at", "-contribution").values("contribution")[:most]
    found: ContributionQuerySet = visible_at(processes).filter(pk__among=ArraySubquery(latest))
    return found.order_by("-submitted_at", "-pk")


def _known_to(processes: Collection[int], source: str) -> Exists:
    named = ContributionSource.objects.filter(source=OuterRef(source), contribution__submission__isnull=False)
    return Exists(named.filter(contribution__in=Contribution.objects.filter(round__process__in=processes)))


def _number(mandates: QuerySet[Mandate]) -> Coalesce:
    counted = mandates.order_by().values("source").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)

"""The documents of a round in the order in which they are listed everywhere, for lists that are read page by page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from consultations.models import Document, Round

# By the numbers in their symbols, each followed by what replaces, adds to or corrects it as it came, those without one
# last; a keyset for ``common.keyset``.
BY_NUMBER = ("place", "filed_at", "pk")
LAST = 2**31 - 1


def in_order(documents: QuerySet[Document]) -> QuerySet[Document]:
    """These documents as lists show them: by number, with symbols, files and which text they carry."""
    placed = documents.annotate(place=Coalesce("symbol__number", Value(LAST)))
    return placed.select_related("symbol__carried_text").prefetch_related("files").order_by(*BY_NUMBER)


@dataclass(frozen=True)
class Unfinished:
    """A document that is not published, or has no file in some language; ``languages`` are those of its files."""

    document: Document
    languages: Collection[str]


def unfinished(round_: Round, languages: Sequence[str], *, most: int) -> list[Unfinished]:
    """The first documents of the round that lack something, in the order of lists. One query."""
    spoken = ArrayAgg("files__language", distinct=True, filter=Q(files__isnull=False), default=Value([]))
    placed = in_order(round_.documents.all()).prefetch_related(None).annotate(spoken=spoken)
    lacking = placed.exclude(public_at__isnull=False, spoken__contains=list(languages))[:most]  # type: ignore[misc]  # an array
    return [Unfinished(each, each.spoken) for each in lacking]

"""Papers with a symbol, as the secretariat looks for them when it brings in a text."""

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet

from consultations.models import CarriedText, DocumentFile, IncomingText, Symbol
from contributions.enums import State
from contributions.models import ContributionFile
from contributions.queries.published import published_form
from texts.intake.odt import MEDIA_TYPE as ODT
from texts.intake.originals import TEXT, WORD

PUBLIC = Q(document__isnull=False) | Q(contribution__state=State.PUBLISHED)
READABLE = (WORD, ODT, TEXT)


@dataclass(frozen=True)
class Paper:
    """What stands under a symbol: its title and language, its files that can be read as texts, its own words."""

    symbol: Symbol
    title: str
    language: str
    files: tuple[DocumentFile | ContributionFile, ...]
    words: str


def public_papers(processes: Collection[int]) -> QuerySet[Symbol]:
    """Filed documents and published contributions of these processes, the newest first."""
    return (
        Symbol.objects.filter(PUBLIC, process__in=processes)
        .select_related("process", "round__process", "document", "contribution")
        .defer("contribution__content", "contribution__search", "round__description", "process__mandate")
        .order_by("-pk")
    )


def without_text(processes: Collection[int], *, asked: str = "", most: int) -> list[Symbol]:
    """The newest of those that carry no text, and of which none is being brought in, ``most`` of them. One query.

    ``asked`` is a part of a symbol or an alias.
    """
    taken = [Exists(text.objects.filter(symbol=OuterRef("pk"))) for text in (CarriedText, IncomingText)]
    keys = Symbol.objects.filter(PUBLIC, *(~each for each in taken), process__in=processes)
    if asked:
        keys = keys.filter(Q(text__icontains=asked) | Q(alias__icontains=asked))
    newest = ArraySubquery(keys.order_by("-pk").values("pk")[:most])
    return list(public_papers(processes).filter(pk__among=newest))


def paper(symbol: Symbol) -> Paper:
    """What can be read of it. One or two queries."""
    if hasattr(symbol, "document"):
        document = symbol.document
        files = tuple(document.files.filter(media_type__in=READABLE).order_by("pk"))
        language = files[0].language if files else document.wording.language
        return Paper(symbol, document.wording.text, language, files, "")
    contribution = symbol.contribution
    content = published_form(contribution)
    attached = contribution.files.filter(
        pk__in=[each["id"] for each in content.files if "id" in each], media_type__in=READABLE, redacted=None
    ).order_by("pk")
    words = "\n\n".join(part for part in (content.title, content.statement, *content.recommendations) if part.strip())
    return Paper(symbol, contribution.title, contribution.language, tuple(attached), words if content.statement else "")


def incoming_at(processes: Collection[int]) -> QuerySet[IncomingText]:
    """Texts that are being brought in at these desks, the oldest first."""
    found = IncomingText.objects.filter(symbol__process__in=processes)
    return found.select_related("symbol__process", "symbol__round__process", "reading", "began_by").order_by("pk")


def texts_at(processes: Collection[int]) -> list[CarriedText]:
    """Every text that a paper of these processes carries, in its latest version, the newest first."""
    latest: dict[int, CarriedText] = {}
    carried = CarriedText.objects.filter(symbol__process__in=processes)
    for each in carried.select_related("symbol__process", "version__text").order_by("version__number"):
        latest[each.version.text_id] = each
    return sorted(latest.values(), key=lambda each: each.version.issued_at, reverse=True)

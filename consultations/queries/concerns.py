"""Which clauses a guiding question concerns, as the latest version of their text words them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Subquery

from consultations.models import CarriedText, GuidingQuestion
from texts.models import ClauseVersion

# More than that nobody chooses from.
MOST_CLAUSES = 600


@dataclass(frozen=True)
class Concern:
    """A clause: its identity, the symbol of the latest version it stands in, its label and words there."""

    clause: str
    symbol: str
    label: str
    wording: str
    language: str


def clauses_of(process: int) -> list[Concern]:
    """The clauses of every text that a paper of the process carries, in its latest version: one query."""
    carried = CarriedText.objects.filter(version=OuterRef("version"), symbol__process=process)
    latest = CarriedText.objects.filter(symbol__process=process, version__text=OuterRef("version__text")).order_by(
        "-version__number"
    )
    rows = ClauseVersion.objects.annotate(symbol=Subquery(carried.values("symbol__text")[:1]))
    rows = rows.filter(version=Subquery(latest.values("version")[:1])).select_related("version__text")
    return [_concern(row) for row in rows.order_by("version", "place")[:MOST_CLAUSES]]


def concerned(questions: Collection[GuidingQuestion]) -> dict[int, list[Concern]]:
    """The clauses that each of these questions concerns, by its id, in reading order: at most two queries.

    One where ``clauses`` were fetched along with each.
    """
    by_clause: dict[str, list[int]] = {}
    for question, clause in _pairs(questions):
        by_clause.setdefault(clause.hex, []).append(question)
    if not by_clause:
        return {}
    found: dict[int, list[Concern]] = {}
    for concern in _latest_of(by_clause):
        for question in by_clause[concern.clause]:
            found.setdefault(question, []).append(concern)
    return found


def with_concerns(questions: Iterable[GuidingQuestion]) -> None:
    """Put on each question ``concerns``: the clauses it concerns. At most two queries for all of them."""
    asked = list(questions)
    found = concerned(asked)
    for question in asked:
        question.concerns = found.get(question.pk, [])  # type: ignore[attr-defined]  # for the page alone


def _pairs(questions: Collection[GuidingQuestion]) -> Iterable[tuple[int, UUID]]:
    """Each question with each of its clauses, by their ids."""
    if all("clauses" in getattr(each, "_prefetched_objects_cache", {}) for each in questions):
        return [(each.pk, clause.pk) for each in questions for clause in each.clauses.all()]
    pairs = GuidingQuestion.clauses.through.objects.filter(guidingquestion__in=[each.pk for each in questions])
    return pairs.values_list("guidingquestion", "clause")


def _latest_of(clauses: Iterable[str]) -> list[Concern]:
    """Each clause as the last version that has it and that a paper carries words it."""
    symbol = CarriedText.objects.filter(version=OuterRef("version")).values("symbol__text")[:1]
    rows = ClauseVersion.objects.filter(clause__in=list(clauses), version__carrier__isnull=False)
    rows = rows.annotate(symbol=Subquery(symbol)).select_related("version__text")
    latest = {row.clause_id: row for row in rows.order_by("version__number")}
    return [_concern(row) for row in sorted(latest.values(), key=lambda row: (row.version_id, row.place))]


def _concern(row: ClauseVersion) -> Concern:
    symbol: str = row.symbol  # type: ignore[attr-defined]  # annotated above
    return Concern(row.clause_id.hex, symbol, row.label, row.wording, row.version.text.language)

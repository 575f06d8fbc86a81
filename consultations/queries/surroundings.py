"""Many comment periods with everything that is told of them, in one question to the database."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from common import together
from common.together import Rows
from consultations.models import (
    CarriedText,
    CommentPeriod,
    Document,
    DocumentFile,
    GuidingQuestion,
    PeriodAct,
    Process,
    ReceivingRules,
    Round,
    Symbol,
)
from consultations.queries.documents import LAST
from stakeholders.models import StakeholderGroup
from texts.models import Clause

# Documents as ``documents.in_order`` has them; the first so many of each round.
FIRST_DOCUMENTS = f"""t.id IN (
    SELECT id FROM (
        SELECT filed.id, row_number() OVER (
            PARTITION BY filed.round_id ORDER BY coalesce(symbol.number, {LAST}), filed.filed_at, filed.id
        ) AS place
        FROM consultations_document filed LEFT JOIN consultations_symbol symbol ON symbol.id = filed.symbol_id
        JOIN consultations_round held ON held.id = filed.round_id
        JOIN consultations_process process ON process.id = held.process_id
        WHERE filed.round_id = ANY(%(rounds)s) AND filed.public_at IS NOT NULL
            AND held.public_at IS NOT NULL AND process.public_at IS NOT NULL
    ) placed WHERE place <= %(most)s)"""  # noqa: S608  # a number of ours
OF_ROUNDS = "SELECT id FROM consultations_document WHERE round_id = ANY(%(rounds)s)"
MODIFIED = f"t.id IN (SELECT modifies_id FROM consultations_document WHERE id IN ({OF_ROUNDS}))"  # noqa: S608  # ours
OF_THEM = f"id IN ({OF_ROUNDS}) OR {MODIFIED}".replace("t.id", "id")
PUBLIC = """t.public_at IS NOT NULL AND EXISTS (
    SELECT FROM consultations_round held JOIN consultations_process process ON process.id = held.process_id
    WHERE held.id = t.round_id AND held.public_at IS NOT NULL AND process.public_at IS NOT NULL)"""

# The audience of a period that asks everyone: no group in particular.
NOBODY: list[StakeholderGroup] = []

READS = {
    "periods": Rows(
        CommentPeriod,
        (
            "id",
            "round_id",
            "purpose",
            "title",
            "description",
            "opens_at",
            "closes_at",
            "time_zone",
            "languages",
            "public_at",
            "cancelled_at",
        ),
        "t.id = ANY(%(periods)s)",
    ),
    "rounds": Rows(
        Round, ("id", "process_id", "number", "title", "meets_on", "place", "public_at"), "t.id = ANY(%(rounds)s)"
    ),
    "processes": Rows(
        Process,
        ("id", "slug", "code", "name", "is_example", "symbol_grammar", "contributions_address", "public_at"),
        "t.id IN (SELECT process_id FROM consultations_round WHERE id = ANY(%(rounds)s))",
    ),
    "receiving": Rows(ReceivingRules, ("round_id", "accepts_late"), "t.round_id = ANY(%(rounds)s)"),
    "acts": Rows(
        PeriodAct,
        (
            "id",
            "period_id",
            "act",
            "at",
            "opens_before",
            "closes_before",
            "opens_at",
            "closes_at",
            "reason",
            "language",
        ),
        "t.period_id = ANY(%(periods)s)",
        "t.id",
    ),
    "questions": Rows(
        GuidingQuestion,
        ("id", "period_id", "number", "text", "is_required", "word_limit"),
        "t.period_id = ANY(%(periods)s)",
        "t.number",
    ),
    "clauses": Rows(
        GuidingQuestion.clauses.through,
        ("guidingquestion_id", "clause_id"),
        "t.guidingquestion_id IN (SELECT id FROM consultations_guidingquestion WHERE period_id = ANY(%(periods)s))",
        plain=True,
    ),
    "asked": Rows(
        CommentPeriod.audience.through,
        ("commentperiod_id", "stakeholdergroup_id"),
        "t.commentperiod_id = ANY(%(periods)s)",
        plain=True,
    ),
    "groups": Rows(StakeholderGroup, ("id", "code", "name", "for_individuals"), "true"),
    "documents": Rows(
        Document,
        ("id", "round_id", "symbol_id", "kind", "title", "submitted_by", "modifies_id", "filed_at", "public_at"),
        FIRST_DOCUMENTS,
    ),
    "modified": Rows(Document, ("id", "symbol_id"), MODIFIED),
    "symbols": Rows(
        Symbol,
        ("id", "process_id", "round_id", "text", "number", "modifier", "alias"),
        f"t.id IN (SELECT symbol_id FROM consultations_document WHERE {OF_THEM})",  # noqa: S608  # ours
    ),
    "carried": Rows(
        CarriedText,
        ("id", "symbol_id", "version_id"),
        f"t.symbol_id IN (SELECT symbol_id FROM consultations_document WHERE id IN ({OF_ROUNDS}))",  # noqa: S608  # ours
    ),
    "files": Rows(
        DocumentFile,
        ("id", "document_id", "name", "media_type", "size", "sha256", "language"),
        f"t.document_id IN ({OF_ROUNDS})",
        "t.id",
    ),
    "opens": Rows(CommentPeriod, ("opens_at",), f"t.opens_at > %(at)s AND {PUBLIC}", "t.opens_at", 1, plain=True),
    "closes": Rows(CommentPeriod, ("closes_at",), f"t.closes_at > %(at)s AND {PUBLIC}", "t.closes_at", 1, plain=True),
}


def surround(
    found: Sequence[Any], *, at: datetime, documents: str, most: int
) -> tuple[list[CommentPeriod], datetime | None]:
    """Return periods with all their fields, their round, process, acts, questions, audience and documents.

    As if they had been fetched along: whatever asks for these asks the database no more. ``found`` are rows with the
    ``pk`` and the ``round_id`` of each. The first ``most`` public documents of a round stand under the name
    ``documents`` on it. The second is the next change after ``at``: the first instant at which any public period opens
    or closes; None where there is none to come.
    """
    given = {"periods": [each.pk for each in found], "rounds": list({each.round_id for each in found})}
    read = together.fetched(_question(), READS, {**given, "at": at, "most": most})
    rounds, periods = _rounds(read, documents), {each.pk: each for each in read["periods"]}
    for period in periods.values():
        _related(period, round=rounds[period.round_id])
    _own(periods.values(), read)
    change = min((instant for name in ("opens", "closes") for (instant,) in read[name]), default=None)
    # One that was thrown away meanwhile is not there any more.
    return [periods[pk] for pk in given["periods"] if pk in periods], change


@cache
def _question() -> str:
    return together.statement(READS)


def _rounds(found: dict[str, list[Any]], documents: str) -> dict[int, Round]:
    processes = {each.pk: each for each in found["processes"]}
    receiving = {each.pk: each for each in found["receiving"]}
    filed = defaultdict(list)
    rounds = {each.pk: each for each in found["rounds"]}
    for each in rounds.values():
        _related(each, process=processes[each.process_id], receiving=receiving.get(each.pk))
    for document in _documents(found):
        _related(document, round=rounds[document.round_id])
        filed[document.round_id].append(document)
    for each in rounds.values():
        setattr(each, documents, filed[each.pk])
    return rounds


def _documents(found: dict[str, list[Any]]) -> list[Document]:
    carried = {each.symbol_id: each for each in found["carried"]}
    symbols = {each.pk: each for each in found["symbols"]}
    for symbol in symbols.values():
        _related(symbol, carried_text=carried.get(symbol.pk))
    modified = {each.pk: each for each in found["modified"]}
    files = _by(found["files"], "document_id")
    for document in [*found["documents"], *modified.values()]:
        _related(document, symbol=symbols.get(document.symbol_id))
    for document in found["documents"]:
        _related(document, modifies=modified.get(document.modifies_id))
        _prefetched(document, files=files[document.pk])
    return sorted(found["documents"], key=_place)


def _place(document: Document) -> tuple[int, datetime, int]:
    return (LAST if document.symbol is None else document.symbol.number, document.filed_at, document.pk)


def _own(periods: Iterable[CommentPeriod], found: dict[str, list[Any]]) -> None:
    acts, questions = _by(found["acts"], "period_id"), _by(found["questions"], "period_id")
    audience = _audiences(found)
    clauses = defaultdict(list)
    for question, clause in found["clauses"]:
        clauses[question].append(Clause(pk=clause))
    for question in found["questions"]:
        _prefetched(question, clauses=clauses[question.pk])
    for period in periods:
        for act in acts[period.pk]:
            _related(act, period=period)
        asked = audience.get(period.pk, NOBODY)
        _prefetched(period, acts=acts[period.pk], questions=questions[period.pk], audience=asked)


def _audiences(found: dict[str, list[Any]]) -> dict[int, list[StakeholderGroup]]:
    """The groups that each period asks; the same list where several ask the same."""
    groups, asked = {each.pk: each for each in found["groups"]}, defaultdict(list)
    for period, group in found["asked"]:
        asked[period].append(group)
    lists: dict[tuple[int, ...], list[StakeholderGroup]] = {}
    return {
        period: lists.setdefault(tuple(sorted(ids)), [groups[each] for each in sorted(ids)])
        for period, ids in asked.items()
    }


def _by(things: Iterable[Any], name: str) -> dict[int, list[Any]]:
    found = defaultdict(list)
    for each in things:
        found[getattr(each, name)].append(each)
    return found


def _prefetched(thing: Any, **related: list[Any]) -> None:
    """Leave what belongs to it where Django leaves what it has prefetched."""
    thing._prefetched_objects_cache = getattr(thing, "_prefetched_objects_cache", {}) | related


def _related(thing: Any, **others: Any) -> None:
    """Leave the one thing that it refers to where Django leaves it."""
    thing._state.fields_cache.update(others)

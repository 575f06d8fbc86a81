"""Where words still stand that were removed from a contribution: in texts that were issued, and in what follows them.

What is issued never changes, and what the chair writes is the chair's. So nothing is taken out there by itself; the
desk is told each place, and a person decides.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from consultations.models import IncomingText
from contributions.content import Content
from contributions.enums import Choice
from contributions.models import ChairClause, ClauseDecision, Contribution, Disposition, NextVersion, Redaction
from contributions.queries.published import stored_form
from contributions.redacting import can_be_found, parts_of, remnants
from texts.engine.tokens import FULL, tokens, weigh, weight
from texts.models import ClauseVersion, Text

# So many words are looked for in the database; what has one of them is looked at closely.
MOST_WORDS = 30


class Where(StrEnum):
    """What says the words."""

    ISSUED = "issued"
    TITLE = "title"
    INCOMING = "incoming"
    DRAFT = "draft"
    OWN = "own"
    OUTCOME = "outcome"
    GROUND = "ground"


@dataclass(frozen=True)
class StillSaid:
    """A place. ``version`` and ``symbol`` are those of the version that says it, or that a draft follows.

    ``clause`` is its identity, "" for none, and ``label`` the one that is printed there; ``pk`` is that of the row.
    ``is_public``: everybody reads it already.
    """

    where: Where
    version: int
    symbol: str
    clause: str
    label: str
    pk: int
    wording: str
    is_public: bool


def still_said(contribution: Contribution) -> list[StillSaid]:
    """The places in texts of its process where what is removed from it stands, what is public first. Three queries."""
    removed = _removed_from(contribution)
    words = _words_of(removed)
    if not words:
        return []
    known = _read_anyway(contribution)
    found = [each for each in _candidates(contribution, words) if _says(each, removed, known)]
    return sorted(found, key=lambda each: (not each.is_public, list(Where).index(each.where), each.version, each.pk))


def _removed_from(contribution: Contribution) -> list[str]:
    """The passages that are taken out of any of its sendings, each once."""
    rows = Redaction.objects.in_force().filter(submission__contribution=contribution, file=None)
    passages = []
    for each in rows.select_related("submission").order_by("pk"):
        text = parts_of(Content.from_json(each.submission.content)).get(each.part, "")
        passages.append(text[each.start : each.start + each.length])
    return [passage for passage in dict.fromkeys(passages) if can_be_found(passage)]


def _words_of(passages: list[str]) -> list[str]:
    """The words by which places are found, the longest first; the whole passage where it has none of substance."""
    found = {word for passage in passages for word in tokens(passage) if weight(word) >= FULL}
    found |= {passage for passage in passages if not any(weight(word) >= FULL for word in tokens(passage))}
    return sorted(found, key=lambda word: (-len(word), word))[:MOST_WORDS]


def _read_anyway(contribution: Contribution) -> str:
    """What is left of it, the version to which it proposes something, and the texts as they were before."""
    form = stored_form(contribution)
    read = list(parts_of(form.content).values()) if form is not None else []
    content = Content.from_json(contribution.submission.content if contribution.submission is not None else {})
    version = content.amends.get("version")
    before = Q(version=version) if version else Q(pk=None)
    texts = ClauseVersion.objects.filter(before | _bases(contribution))
    return "\n".join([*read, *texts.values_list("wording", flat=True)])


def _bases(contribution: Contribution) -> Q:
    """The clauses that nobody took from a contribution: those of the texts of its process as they were brought in."""
    own = Q(version__carrier__symbol=contribution.symbol_id) if contribution.symbol_id else Q(pk=None)
    return Q(version__number=0, version__carrier__symbol__process=contribution.round.process_id) & ~own


def _candidates(contribution: Contribution, words: list[str]) -> Iterator[StillSaid]:
    """Everything of the process's texts that has one of the words: one query."""
    process = contribution.round.process_id
    base = "draft__base"
    open_ = Q(draft__issued=None)
    rows = [
        _rows(
            ClauseVersion.objects.exclude(_bases(contribution)),
            Where.ISSUED,
            "version",
            "wording",
            words,
            clause="clause",
        ),
        _rows(Text.objects.filter(versions__number=0), Where.TITLE, "versions", "title", words),
        _rows(
            ClauseDecision.objects.filter(open_, choice=Choice.OWN),
            Where.DRAFT,
            base,
            "wording",
            words,
            clause="clause",
        ),
        _rows(ChairClause.objects.filter(open_), Where.OWN, base, "wording", words, clause="after"),
        _rows(Disposition.objects.all(), Where.OUTCOME, "amendment__version", "reason", words, clause="clause"),
        _rows(NextVersion.objects.all(), Where.GROUND, "base", "ground", words),
    ]
    rows.append(_incoming(words))
    first, *others = (each.filter(process=process).values_list(*_COLUMNS) for each in rows)
    for where, version, symbol, clause, label, pk, wording, is_public in first.union(*others, all=True):
        yield StillSaid(
            Where(where), version, symbol, (clause or "").replace("-", ""), label, pk, wording, bool(is_public)
        )


_COLUMNS = ("where", "of_version", "symbol_text", "of_clause", "printed", "row", "words_here", "public")


def _rows(
    rows: "QuerySet[Any]", where: Where, version: str, words: str, wanted: list[str], *, clause: str = ""
) -> "QuerySet[Any]":
    """The rows with a wanted word in ``words``, all with the same columns."""
    fixed = {Where.OUTCOME: Q(version__isnull=False), Where.GROUND: Q(issued__isnull=False)}
    public = fixed.get(where, Value(where in (Where.ISSUED, Where.TITLE)))
    return rows.filter(reduce(or_, (Q(**{f"{words}__icontains": word}) for word in wanted))).annotate(
        where=Value(str(where), output_field=CharField()),
        of_version=F(f"{version}__pk"),
        process=F(f"{version}__carrier__symbol__process"),
        symbol_text=F(f"{version}__carrier__symbol__text"),
        of_clause=Cast(clause, CharField()) if clause else Value("", output_field=CharField()),
        printed=Cast("label", CharField())
        if where in (Where.ISSUED, Where.OWN)
        else Value("", output_field=CharField()),
        row=F("pk"),
        words_here=Cast(words, TextField()),
        public=public,
    )


def _incoming(wanted: list[str]) -> "QuerySet[Any]":
    """The same of texts that are being brought in: every word that was understood."""
    nothing = Value("", output_field=CharField())
    rows = IncomingText.objects.annotate(words_here=Cast("reading__outline", TextField()))
    return rows.filter(reduce(or_, (Q(words_here__icontains=word) for word in wanted))).annotate(
        where=Value(str(Where.INCOMING), output_field=CharField()),
        of_version=Value(0),
        process=F("symbol__process"),
        symbol_text=F("symbol__text"),
        of_clause=nothing,
        printed=nothing,
        row=F("pk"),
        public=Value(False),
    )


def _says(found: StillSaid, removed: list[str], known: str) -> bool:
    """Is a word of substance left in it of a passage?"""
    return any(
        weigh(tokens(found.wording[start : start + length])) >= FULL
        for passage in removed
        for start, length in remnants(passage, found.wording, known)
    )

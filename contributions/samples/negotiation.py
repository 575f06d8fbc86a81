"""Rival changes to the draft opinion: one government's from its Word file, the others invented."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from consultations import actions as consultations
from consultations.enums import Purpose
from consultations.models import CarriedText, CommentPeriod, Document
from contributions import actions, changes
from contributions.content import Content
from contributions.models import Contribution
from stakeholders.actions import end_mandate
from stakeholders.models import Person, Source
from stakeholders.queries import find_organisation
from texts.engine.changes import Change, ChangeKind, Op
from texts.engine.outline import ClauseKind
from texts.models import TextVersion

from .accounts import importer
from .contributing import contribute
from .folder import EXAMPLE, FOLDER, Table, english, table

NEGOTIATION = FOLDER / "negotiation"
BASE = "wtpf-ieg-2-11-opinion-3.docx"
REVISIONS = "wtpf-ieg-2-11-usa-revisions.docx"
TITLE = "Opinion (3) on operationalizing the enhanced cooperation process"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# The file gives no reasons, and ours are asked: we invent none.
NO_REASON = "Submitted in track changes; the document gives no reason."


def load_negotiation(document: Document, *, at: datetime, people: Mapping[str, Person]) -> None:
    """Make a text of the document and bring in what is proposed to it; what is there already stays."""
    officer = people["officer"]
    version = _version(document, officer)
    period = _period(document, officer, at=at)
    _word_file(period, version, officer, now=at)
    for path in sorted(NEGOTIATION.glob("[0-9]*.toml")):
        _invented(period, version, table(path), people, now=at)


def _version(document: Document, officer: Person) -> TextVersion:
    carried = CarriedText.objects.filter(symbol=document.symbol).select_related("version").first()
    if carried is not None:
        return carried.version
    assert document.symbol is not None  # noqa: S101  # it was filed under its number
    original = (FOLDER / BASE).read_bytes()
    incoming = consultations.begin_text(document.symbol, original, name=BASE, language="en", title=TITLE, by=officer)
    return consultations.issue_text(incoming, at=document.filed_at, by=officer)


def _period(document: Document, officer: Person, *, at: datetime) -> CommentPeriod:
    row = table(NEGOTIATION / "period.toml")
    known = [each for each in document.round.periods.all() if each.title.localize("en") == english(row["title"])]
    if known:
        return known[0]
    period = consultations.create_period(
        document.round,
        purpose=Purpose.TRACKED_CHANGES,
        title=row["title"],
        description=row["description"],
        opens_at=at - timedelta(days=row["days_since_opening"]),
        closes_at=at + timedelta(days=row["days_to_closing"]),
        by=officer,
    )
    consultations.open_period(period, by=officer, at=period.opens_at)
    return period


def _word_file(period: CommentPeriod, version: TextVersion, officer: Person, *, now: datetime) -> None:
    """Its changes as they are read out of the file, each confirmed as it was understood."""
    source = find_organisation("United States of America", country="US")
    assert source is not None  # noqa: S101  # the other process has brought it in
    content = Content(
        language="en",
        title="Revisions to Document WTPF-IEG/2/11 (Contribution 29)",
        statement="The United States submits the following revisions (in track changes) to Document WTPF-IEG/2/11"
        " (Contribution 29).",
        sources=[{"id": source.pk}],
    )
    by = importer()
    made = _contribute(period, content, partial(_read, version=version, by=by), by=by, officer=officer, day=1, now=now)
    if made is not None:
        end_mandate(by.mandates.get(source=source, ended_at=None), by=officer)


def _read(contribution: Contribution, *, version: TextVersion, by: Person) -> None:
    actions.amend(contribution, version, by=by)
    file = SimpleUploadedFile(REVISIONS, (FOLDER / REVISIONS).read_bytes(), content_type=WORD)
    understanding = actions.read_word(contribution, file, by=by)
    found = {number: changes.read(item["change"]) for number, item in understanding.open_items}
    asked = {number: _with_reason(change) for number, change in found.items() if change is not None}
    actions.confirm(understanding, asked, by=by)


def _with_reason(change: Change) -> Change:
    return change if change.reason or change.op not in changes.NEEDS_A_REASON else replace(change, reason=NO_REASON)


def _invented(
    period: CommentPeriod, version: TextVersion, row: Table, people: Mapping[str, Person], *, now: datetime
) -> None:
    by = people[row["by"]]
    rows = table(EXAMPLE / "sources.toml")
    content = Content(
        language=row["language"],
        title=row["title"],
        statement=row["statement"].strip(),
        sources=[{"id": _source(rows[key]).pk} for key in row["sources"]],
    )
    write = partial(_propose, version=version, row=row, by=by)
    _contribute(period, content, write, by=by, officer=people["officer"], day=row["day"], now=now)


def _source(row: Table) -> Source:
    found = find_organisation(row["name"], country=row.get("country", ""))
    assert found is not None  # noqa: S101  # the example has brought it in
    return found


def _propose(contribution: Contribution, *, version: TextVersion, row: Table, by: Person) -> None:
    actions.amend(contribution, version, by=by)
    for change in row["change"]:
        actions.propose(contribution, _change(version, change), by=by)
    if row.get("missing"):
        actions.say_missing(contribution, row["missing"].strip(), by=by)


def _change(version: TextVersion, row: Table) -> Change:
    """A change of the table; clauses are named by the words with which they begin."""
    named: dict[str, Any] = {place: _clause(version, row[place]) for place in ("clause", "after") if place in row}
    wording = row.get("wording", "")
    if "replace" in row:
        wording = next(clause.wording for clause in version.outline if clause.id == named["clause"])
        for old, new in row["replace"]:
            if wording.count(old) != 1:
                raise ValueError(f"{old!r} does not stand once in {wording!r}")
            wording = wording.replace(old, new)
    return Change(
        op=Op(row["op"]),
        wording=wording,
        kind=ChangeKind(row.get("kind", "substantive")),
        clause_kind=ClauseKind(row.get("clause_kind", "paragraph")),
        label=row.get("label", ""),
        reason=row.get("reason", ""),
        **named,
    )


def _clause(version: TextVersion, beginning: str) -> str:
    (found,) = [clause.id for clause in version.outline if clause.wording.startswith(beginning)]
    return found


def _contribute(
    period: CommentPeriod,
    content: Content,
    write: Callable[[Contribution], None],
    *,
    by: Person,
    officer: Person,
    day: float,
    now: datetime,
) -> Contribution | None:
    at = min(period.opens_at + timedelta(days=day), now - timedelta(hours=21))
    return contribute(
        period, content, by=by, officer=officer, at=at, published_at=at + timedelta(hours=20), write=write
    )

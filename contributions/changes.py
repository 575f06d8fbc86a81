"""Changes to a text as a content keeps them, and what is wrong with one. Looks only at what it is handed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from common.lines import storable
from common.refusals import Sentence
from contributions.content import digest
from texts.engine.changes import Change, ChangeKind, Op
from texts.engine.outline import ClauseKind, Outline
from texts.engine.wording import same, tidy

# What a reader needs to be told why.
NEEDS_A_REASON = (Op.MOD, Op.SUP, Op.NOC)
LONGEST_LABEL = 40


def read(entry: Mapping[str, Any]) -> Change | None:
    """The change that an entry of ``Content.changes`` means; None where it means none."""
    try:
        return Change(
            op=Op(entry["op"]),
            clause=str(entry.get("clause") or ""),
            after=str(entry.get("after") or ""),
            wording=str(entry.get("wording") or ""),
            clause_kind=ClauseKind(entry.get("clause_kind") or ClauseKind.PARAGRAPH),
            label=str(entry.get("label") or "")[:LONGEST_LABEL],
            kind=ChangeKind(entry.get("kind") or ChangeKind.SUBSTANTIVE),
            reason=str(entry.get("reason") or ""),
        )
    except (KeyError, ValueError):
        return None


def read_all(entries: Iterable[Mapping[str, Any]]) -> list[Change]:
    """The changes that these entries mean, in their order."""
    return [change for entry in entries if (change := read(entry)) is not None]


def written(change: Change) -> dict[str, Any]:
    """The entry that a content keeps of a change: tidied, and with nothing in it that its ``op`` does not use."""
    is_new, has_words = change.op is Op.ADD, change.op in (Op.ADD, Op.MOD, Op.MOVE)
    entry: dict[str, Any] = {key: storable(str(value)) for key, value in asdict(change).items()}
    return entry | {
        "clause": "" if is_new else entry["clause"],
        "after": entry["after"] if change.op in (Op.ADD, Op.MOVE) else "",
        "wording": tidy(entry["wording"]) if has_words and same(change.wording) else "",
        "clause_kind": str(change.clause_kind if is_new else ClauseKind.PARAGRAPH),
        "label": " ".join(entry["label"].split())[:LONGEST_LABEL] if is_new else "",
        "reason": entry["reason"].replace("\r\n", "\n").strip(),
    }


def key(change: Change) -> str:
    """What an address or a form calls a change of a draft: other words, another key."""
    return digest(written(change))[:16]


def faults(change: Change, base: Outline) -> dict[str, Sentence]:
    """What keeps a change from being proposed to ``base``: field name → sentence; empty where nothing does."""
    clauses = {clause.id: clause for clause in base}
    found: dict[str, Sentence] = {}
    if change.op is not Op.ADD and change.clause not in clauses:
        return {"clause": _("This version of the text has no such clause.")}
    if change.op in (Op.ADD, Op.MOVE) and change.after and change.after not in clauses:
        return {"after": _("This version of the text has no such place.")}
    if change.op is Op.ADD and not same(change.wording):
        found["wording"] = _("Write the new clause.")
    if change.op is Op.MOD and not same(change.wording):
        found["wording"] = _("Write how the clause shall read. To take it out, choose its suppression instead.")
    elif change.op is Op.MOD and same(change.wording) == same(clauses[change.clause].wording):
        found["wording"] = _("These are the words that the text has already. Change them, or keep the clause as it is.")
    if change.op is Op.MOVE and change.after in (change.clause, _stands_after(base, change.clause)):
        found["after"] = _("The clause stands there already.")
    if change.op in NEEDS_A_REASON and not same(change.reason):
        found["reason"] = _("Say why: the reason is published with the change.")
    return found


def faults_of_all(entries: Iterable[Mapping[str, Any]], base: Outline) -> Iterator[tuple[Change | None, Sentence]]:
    """Everything that keeps these entries from being proposed together, with the change it concerns."""
    concerned: set[str] = set()
    for entry in entries:
        change = read(entry)
        if change is None:
            yield None, _("One of the changes cannot be understood.")
            continue
        yield from ((change, sentence) for sentence in faults(change, base).values())
        if change.op is not Op.ADD and change.clause in concerned:
            yield change, _("There are two changes for one clause. Take one of them out.")
        concerned.add(change.clause)


def in_order(changes: Iterable[Change], base: Outline) -> list[Change]:
    """In reading order of the text; several new clauses at one place in the order given."""
    place = {clause.id: number for number, clause in enumerate(base, 1)}
    return sorted(
        changes, key=lambda each: (place.get(each.after if each.op is Op.ADD else each.clause, 0), each.op is Op.ADD)
    )


def _stands_after(base: Outline, clause: str) -> str:
    before = ""
    for each in base:
        if each.id == clause:
            return before
        before = each.id
    return before

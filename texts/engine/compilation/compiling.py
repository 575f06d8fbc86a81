"""Laying proposals over their base. Whatever order they come in, the compilation is the same."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ..changes import ChangeKind, Op
from ..folding import folded
from ..labels import nth
from ..outline import Clause, Outline
from .added import new_clauses
from .backing import Backing, Said
from .shapes import Alternative, Compilation, CompiledClause, Missing, Move, Position, Proposal, Unplaced, Voice
from .share import in_brackets

Order = Callable[[str], Any]


def compiled(
    base: Outline, proposals: Iterable[Proposal], *, order: Order = str.casefold, editorial: bool = True
) -> Compilation:
    """Return the base with all that is proposed to it.

    ``order`` sorts the names of sources: what stands side by side stands in the order of its sources' names, then by
    proposal. ``editorial=False`` leaves editorial changes out and counts them. ``ValueError`` if two proposals have
    the same id, or two clauses.
    """
    neutral = _in_neutral_order(proposals, order)
    known = {clause.id for clause in base}
    if len(known) != len(base):
        raise ValueError("two clauses of the base have the same identity")
    said, hidden = _said(neutral, editorial=editorial)
    by_clause, by_place, unplaced = _placed(said, known)
    backing = Backing(order)
    opening = new_clauses(by_place[""], backing)
    clauses = tuple(
        _clause(clause, number, by_clause[clause.id], by_place[clause.id], backing)
        for number, clause in enumerate(base, 1)
    )
    words, bracketed = in_brackets(opening, clauses)
    return Compilation(
        opening=opening,
        clauses=clauses,
        missing=_missing(neutral, backing),
        unplaced=tuple(Unplaced(each.change, backing.of(each)) for each in unplaced),
        words=words,
        words_in_brackets=bracketed,
        hidden=hidden,
    )


def _in_neutral_order(proposals: Iterable[Proposal], order: Order) -> list[Proposal]:
    """By the names of their sources, then by id: nothing that depends on who came first."""
    found = sorted(
        proposals,
        key=lambda each: (sorted((order(source), source) for source in each.sources), each.id),
    )
    if len({each.id for each in found}) != len(found):
        raise ValueError("two proposals have the same id")
    return found


def _said(proposals: Sequence[Proposal], *, editorial: bool) -> tuple[list[Said], int]:
    """Every change with its proposal, and how many editorial ones were left out."""
    everything = [Said(proposal, change) for proposal in proposals for change in proposal.changes]
    shown = [each for each in everything if editorial or each.change.kind != ChangeKind.EDITORIAL]
    return shown, len(everything) - len(shown)


def _placed(said: Iterable[Said], known: set[str]) -> tuple[dict[str, list[Said]], dict[str, list[Said]], list[Said]]:
    """Part what concerns a clause, what is added after one ("" for the beginning), and what has no place."""
    by_clause: dict[str, list[Said]] = defaultdict(list)
    by_place: dict[str, list[Said]] = defaultdict(list)
    unplaced = []
    for each in said:
        change = each.change
        has_place = change.op not in (Op.ADD, Op.MOVE) or not change.after or change.after in known
        if has_place and change.op is Op.ADD:
            by_place[change.after].append(each)
        elif has_place and change.clause in known:
            by_clause[change.clause].append(each)
        else:
            unplaced.append(each)
    return by_clause, by_place, unplaced


def _clause(
    clause: Clause, number: int, said: Sequence[Said], added: Sequence[Said], backing: Backing
) -> CompiledClause:
    """One clause with its rivals."""
    return CompiledClause(
        clause=clause,
        number=number,
        alternatives=_alternatives(clause, said, backing),
        suppression=_position(Op.SUP, said, backing),
        keeping=_position(Op.NOC, said, backing),
        moves=_moves(said, backing),
        added=new_clauses(added, backing),
    )


def _alternatives(clause: Clause, said: Iterable[Said], backing: Backing) -> tuple[Alternative, ...]:
    """The base's wording first, then each distinct one. Who proposes the base's own words stands behind it."""
    groups: dict[str, list[Said]] = {folded(clause.wording): []}
    for each in said:
        if each.change.op is Op.MOD or (each.change.op is Op.MOVE and each.change.wording):
            groups.setdefault(folded(each.change.wording), []).append(each)
    found = []
    for place, group in enumerate(groups.values(), 1):
        wording = clause.wording if place == 1 else group[0].change.wording
        backers, sources = backing.behind(group, wording=wording)
        found.append(Alternative(nth(clause.label, place), wording, clause.wording, backers, sources))
    return tuple(found)


def _position(op: Op, said: Iterable[Said], backing: Backing) -> Position | None:
    group = [each for each in said if each.change.op is op]
    return Position(op, *backing.behind(group)) if group else None


def _moves(said: Iterable[Said], backing: Backing) -> tuple[Move, ...]:
    """One for each place and wording."""
    groups: dict[tuple[str, str], list[Said]] = {}
    for each in said:
        if each.change.op is Op.MOVE:
            groups.setdefault((each.change.after, folded(each.change.wording)), []).append(each)
    return tuple(
        Move(first.after, first.wording, *backing.behind(group, wording=first.wording))
        for group in groups.values()
        if (first := group[0].change)
    )


def _missing(proposals: Iterable[Proposal], backing: Backing) -> tuple[Missing, ...]:
    groups: dict[tuple[str, str], list[Proposal]] = {}
    for each in proposals:
        if text := folded(each.missing):
            groups.setdefault((each.missing_of, text), []).append(each)
    return tuple(
        Missing(
            wording=group[0].missing.strip(),
            of=group[0].missing_of,
            voices=tuple(Voice(each.id, backing.sorted(each.sources), each.symbol) for each in group),
            sources=backing.sorted(source for each in group for source in each.sources),
        )
        # What is said of this version stands first.
        for group in sorted(groups.values(), key=lambda group: bool(group[0].missing_of))
    )

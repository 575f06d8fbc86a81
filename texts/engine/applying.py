"""A text as it would read with changes taken: places are those of the base, whatever else is moved or suppressed."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from .changes import Change, Op
from .outline import Clause, ClauseKind, Outline

_NEW = "+"
# Under what a clause comes to stand where it has lost its parent, or never had one: the nearest of these above it.
_UNDER = {
    ClauseKind.ITEM: {ClauseKind.CONTAINER},
    ClauseKind.PARAGRAPH: {ClauseKind.CONTAINER},
    ClauseKind.SUB_ITEM: {ClauseKind.ITEM, ClauseKind.PARAGRAPH, ClauseKind.CONTAINER},
}


def applied(base: Outline, changes: Iterable[Change]) -> Outline:
    """The base with all these changes taken.

    What is added or moved stands in the gap after the base's clause that it names, at that clause's place in the
    *base*: also where that clause is suppressed or moved itself. Several in one gap stand in the order given. Clauses
    keep identity, kind and label; a new one gets the identity ``+1``, ``+2`` … in the order of the changes. A clause
    whose parent went away, or is parted from it by another heading, comes under the nearest that can hold it.
    ``NOC`` changes nothing. Only the clause itself moves, not what stands under it.

    ``ValueError`` for a clause or place that the base does not have, and for changes that exclude each other: two
    wordings or two places for one clause, or suppressing one that is also reworded or moved.
    """
    ordered = _ordered(base, _sorted(base, changes))
    return with_parents(ordered, {clause.id for clause in base if not clause.parent})


@dataclass(slots=True)
class _Taken:
    """The changes by what they concern."""

    wordings: dict[str, str] = field(default_factory=dict)
    suppressed: set[str] = field(default_factory=set)
    moved: dict[str, str] = field(default_factory=dict)
    gaps: dict[str, list[Clause]] = field(default_factory=dict)


def _sorted(base: Outline, changes: Iterable[Change]) -> _Taken:
    clauses = {clause.id: clause for clause in base}
    taken = _Taken()
    names = _new_names(clauses)
    for change in changes:
        _check_place(change, clauses)
        match change.op:
            case Op.ADD:
                new = Clause(next(names), change.clause_kind, change.wording, change.label)
                taken.gaps.setdefault(change.after, []).append(new)
            case Op.SUP:
                taken.suppressed.add(change.clause)
            case Op.MOD:
                _only(taken.wordings, change.clause, change.wording)
            case Op.MOVE:
                _only(taken.moved, change.clause, change.after)
                taken.gaps.setdefault(change.after, []).append(clauses[change.clause])
                if change.wording:
                    _only(taken.wordings, change.clause, change.wording)
    if both := taken.suppressed & (taken.wordings.keys() | taken.moved.keys()):
        raise ValueError(f"suppressed, and yet reworded or moved: {', '.join(sorted(both))}")
    return taken


def _check_place(change: Change, clauses: dict[str, Clause]) -> None:
    if change.op != Op.ADD and change.clause not in clauses:
        raise ValueError(f"the base has no clause {change.clause!r}")
    if change.op in (Op.ADD, Op.MOVE) and change.after and change.after not in clauses:
        raise ValueError(f"the base has no clause {change.after!r} after which anything could stand")


def _only(those: dict[str, str], clause: str, value: str) -> None:
    if those.setdefault(clause, value) != value:
        raise ValueError(f"two different changes for clause {clause!r}")


def _new_names(clauses: dict[str, Clause]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if (name := f"{_NEW}{number}") not in clauses:
            yield name


def _ordered(base: Outline, taken: _Taken) -> Iterator[Clause]:
    for clause in (None, *base):
        if clause and clause.id not in taken.suppressed and clause.id not in taken.moved:
            yield _reworded(clause, taken)
        for each in taken.gaps.get(clause.id if clause else "", ()):
            yield _reworded(each, taken)


def _reworded(clause: Clause, taken: _Taken) -> Clause:
    wording = taken.wordings.get(clause.id, clause.wording)
    return clause if wording == clause.wording else replace(clause, wording=wording)


def with_parents(clauses: Iterable[Clause], roots: Container[str]) -> Outline:
    """Put each clause under a parent that is open where it stands: its own if it is, else the nearest that can hold it.

    ``roots``: clauses that never had one, and need none.
    """
    # ``above``: what the clause before stands under, outermost first, and that clause itself.
    done: list[Clause] = []
    above: list[Clause] = []
    for each in clauses:
        parent = "" if each.id in roots else _parent(each, above)
        clause = each if parent == each.parent else replace(each, parent=parent)
        depth = next((place for place, one in enumerate(above, 1) if one.id == parent), 0)
        above[depth:] = [clause]
        done.append(clause)
    return tuple(done)


def _parent(clause: Clause, above: Sequence[Clause]) -> str:
    """The one it has while that is still open; else that of the nearest of its kind, or what can hold it."""
    if any(one.id == clause.parent for one in above):
        return clause.parent
    for one in reversed(above) if clause.kind in _UNDER else ():
        if one.kind == clause.kind:
            return one.parent
        if one.kind in _UNDER[clause.kind]:
            return one.id
    return ""

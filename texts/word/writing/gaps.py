"""What comes to stand after each clause of the base: what is new, and what is moved there, in one order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from texts.engine.changes import Change, Op
from texts.engine.compilation import Compilation, Move, New, Proposal
from texts.engine.folding import folded

# A new clause, or the identity of one that moves with its move.
Comer = New | tuple[str, Move]


def gaps(compilation: Compilation, proposals: Iterable[Proposal]) -> Mapping[str, Sequence[Comer]]:
    """Return for each place ("" for the beginning) what comes there.

    New clauses stand in the compilation's order; what is moved stands behind those that its first proponent has put
    before it.
    """
    by_id = {each.id: each for each in proposals}
    found: dict[str, list[Comer]] = defaultdict(list, {"": list(compilation.opening)})
    for each in compilation.clauses:
        found[each.clause.id] += each.added
    moves = [(each.clause.id, move) for each in compilation.clauses for move in each.moves]
    for clause, move in sorted(moves, key=lambda each: _turn(each, by_id)):
        comers = found[move.after]
        comers.insert(_place(comers, _before(clause, move, by_id)), (clause, move))
    return found


def _turn(each: tuple[str, Move], by_id: Mapping[str, Proposal]) -> tuple[str, int]:
    """By the first proponent, then as it is listed there."""
    clause, move = each
    proposal = by_id[move.backers[0].proposal]
    return proposal.id, _position(clause, move, proposal.changes)


def _position(clause: str, move: Move, changes: Sequence[Change]) -> int:
    return next(
        place
        for place, change in enumerate(changes)
        if change.op is Op.MOVE and change.clause == clause and change.after == move.after
    )


def _before(clause: str, move: Move, by_id: Mapping[str, Proposal]) -> tuple[Change, int] | None:
    """What its proponent has put right before it at this place, and its number among what says the same there."""
    changes = by_id[move.backers[0].proposal].changes
    here = [
        each
        for each in changes[: _position(clause, move, changes)]
        if each.op in (Op.ADD, Op.MOVE) and each.after == move.after
    ]
    if not here:
        return None
    same = [each for each in here if each.op is here[-1].op and folded(each.wording) == folded(here[-1].wording)]
    return here[-1], len(same)


def _place(comers: Sequence[Comer], before: tuple[Change, int] | None) -> int:
    """The position right behind that; the first where there is none."""
    if before is None:
        return 0
    change, number = before
    behind = [place for place, comer in enumerate(comers, start=1) if _is(comer, change)]
    if not behind:
        return 0
    return behind[min(number, len(behind)) - 1] if change.op is Op.ADD else behind[-1]


def _is(comer: Comer, change: Change) -> bool:
    if isinstance(comer, New):
        return change.op is Op.ADD and folded(comer.wording) == folded(change.wording)
    return change.op is Op.MOVE and comer[0] == change.clause

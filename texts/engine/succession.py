"""Carrying all that is pending on one version of a text over to the next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from rapidfuzz.distance import Indel

from .carrying import Carried, carry
from .changes import Change, Op
from .outline import Clause, ClauseKind, Outline


def carried(
    changes: Iterable[Change], *, base: Outline, adopted: Outline, became: Mapping[str, str] | None = None
) -> tuple[Carried, ...]:
    """Return what becomes of each change on ``base`` now that ``adopted`` is issued: one for each, in their order.

    A clause keeps its identity from version to version; ``became`` names those that have another one now (merged into
    another clause). A place is where it was among the clauses that are left: it is gone only with the heading under
    which it was.
    """
    succession = _Succession(base, adopted, became or {})
    return tuple(succession.carried(change) for change in changes)


class _Succession:
    """Two versions of a text, and who is who in them."""

    def __init__(self, base: Outline, adopted: Outline, became: Mapping[str, str]) -> None:
        self.base = {clause.id: clause for clause in base}
        self.order = [clause.id for clause in base]
        self.headings = {clause.parent for clause in base}.union(
            clause.id for clause in base if clause.kind is ClauseKind.CONTAINER
        )
        self.adopted = {clause.id: clause for clause in adopted}
        self.heirs = {each: heir for each in self.base if (heir := became.get(each, each)) in self.adopted}
        old = set(self.heirs.values())
        self.added = {place: _new_after(adopted, at, old) for at, place in enumerate(["", *self.adopted])}
        self.moved = dict(self._moved([clause for clause in adopted if clause.id in old]))

    def carried(self, change: Change) -> Carried:
        after = self._place(change.after) if change.op in (Op.ADD, Op.MOVE) else None
        heir = self.heirs.get(change.clause, "")
        return carry(
            change,
            self.base.get(change.clause),
            self.adopted.get(heir),
            after=after,
            added=self.added[after] if after is not None else (),
            moved_after=self.moved.get(heir),
        )

    def _place(self, after: str) -> str | None:
        """Return the clause after which this place is now: the nearest one before it that is left, or None."""
        if after in self.heirs or not after:
            return self.heirs.get(after, "")
        if after not in self.base or after in self.headings:
            return None
        heading = self.base[after].parent
        if heading and heading not in self.heirs:
            return None
        before = self.order[: self.order.index(after)]
        return next((self.heirs[each] for each in reversed(before) if each in self.heirs), "")

    def _moved(self, left: Sequence[Clause]) -> Iterator[tuple[str, str]]:
        """Yield each clause that is left but stands elsewhere, and the one among these after which it stands now."""
        now = [clause.id for clause in left]
        code = {each: number for number, each in enumerate(now)}
        before = [code[self.heirs[each]] for each in self.order if self.heirs.get(each) == each]
        kept = {
            now[number]
            for block in Indel.editops(before, list(code.values())).as_matching_blocks()
            for number in before[block.a : block.a + block.size]
        }
        for place, clause in enumerate(left):
            was = self.base.get(clause.id)
            if was and (clause.id not in kept or self.heirs.get(was.parent, "") != clause.parent):
                yield clause.id, now[place - 1] if place else ""


def _new_after(adopted: Sequence[Clause], at: int, old: set[str]) -> tuple[str, ...]:
    """The wordings of new clauses that begin at this position and follow each other."""
    return tuple(clause.wording for clause in takewhile(lambda clause: clause.id not in old, adopted[at:]))

"""Two versions of a text laid over each other, clause by clause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .chains import straight
from .outline import Clause, Outline
from .redline import Piece, redline


@dataclass(frozen=True, slots=True)
class Laid:
    """A clause as the old version has it and as the new one has it; None where it does not stand there.

    A clause that is ``moved`` stands twice: where it went (without ``after``), and where it came (with both).
    """

    before: Clause | None
    after: Clause | None
    moved: bool = False

    @property
    def clause(self) -> Clause:
        """The clause as the new version has it, else as the old one had it."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a clause that stands in neither version")
        return found

    @property
    def was_label(self) -> str:
        """The label that it had, where it has another one now; else ""."""
        if self.before is None or self.after is None or self.before.label == self.after.label:
            return ""
        return self.before.label

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The redline from the one to the other; of what was moved, as it came."""
        return redline(self.before.wording if self.before else "", self.after.wording if self.after else "")

    @property
    def is_changed(self) -> bool:
        """Does anything of it differ, its place included?"""
        return self.moved or self.before is None or self.after is None or self.before != self.after


def laid_over(old: Outline, new: Outline) -> tuple[Laid, ...]:
    """Return both versions in one order: that of the new one, with what is gone where it stood.

    Clauses are the same if their identity is. As few as possible count as moved.
    """
    places = {clause.id: place for place, clause in enumerate(new)}
    pairs = {(here, places[clause.id]): 1.0 for here, clause in enumerate(old) if clause.id in places}
    return tuple(_laid(old, new, straight(pairs)))


def _laid(old: Sequence[Clause], new: Sequence[Clause], staying: Sequence[tuple[int, int]]) -> Iterator[Laid]:
    was = {clause.id: clause for clause in old}
    goes_on = {clause.id for clause in new}
    here = there = 0
    for end, stop in (*staying, (len(old), len(new))):
        yield from (Laid(clause, None, clause.id in goes_on) for clause in old[here:end])
        yield from (Laid(was.get(clause.id), clause, clause.id in was) for clause in new[there:stop])
        if end < len(old):
            yield Laid(old[end], new[stop])
        here, there = end + 1, stop + 1

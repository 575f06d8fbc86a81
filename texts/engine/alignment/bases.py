"""Which paragraph of a file, all its changes rejected, is which clause of ours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..folding import folded
from ..likeness import likeness, paired
from ..outline import Clause, Outline
from .sides import Side


@dataclass(frozen=True, slots=True)
class Match:
    """A clause of ours as the file has it. ``wandered``: it stands elsewhere in the file."""

    clause: Clause
    side: Side
    wandered: bool

    @property
    def differs(self) -> bool:
        """Is it worded otherwise there? Blank space and typographic quotes count nothing."""
        return folded(self.side.wording) != folded(self.clause.wording)


def matched(sides: Sequence[Side], base: Outline) -> dict[int, Match]:
    """For each paragraph that is one of our clauses, by its position, which one: by identity, else by its words."""
    known = [(at, of) for of, at in _by_identity(sides, base)]
    pairs = paired([clause.wording for clause in base], [side.wording for side in sides], known=known)
    return {pair.new: Match(base[pair.old], sides[pair.new].cut_like(base[pair.old]), pair.wandered) for pair in pairs}


def _by_identity(sides: Sequence[Side], base: Outline) -> Iterator[tuple[int, int]]:
    """Position of the paragraph and of the clause. Of several with one identity (copied) the most alike has it."""
    places = {clause.id: at for at, clause in enumerate(base)}
    found: dict[int, list[int]] = {}
    for of, side in enumerate(sides):
        if side.plain.identity in places:
            found.setdefault(places[side.plain.identity], []).append(of)
    for at, those in found.items():
        wording = base[at].wording
        yield (those[0] if len(those) == 1 else max(those, key=lambda of: likeness(wording, sides[of].wording))), at

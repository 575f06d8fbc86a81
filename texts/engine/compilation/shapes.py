"""What goes into a compilation, and what comes out of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..changes import Change, ChangeKind, Op
from ..collision import Relation
from ..labels import nth
from ..outline import Clause, ClauseKind
from ..redline import Piece, redline
from .pairs import related


@dataclass(frozen=True, slots=True)
class Proposal:
    """Everything that one contribution proposes to the base.

    ``id``: what links each piece to its contribution; no two proposals share one. ``missing``: what the contribution
    finds missing in the text, ``missing_of`` the symbol of the earlier version of which it says so. ``symbol``,
    ``at``: of the contribution, for those who print them.
    """

    id: str
    sources: tuple[str, ...]
    changes: tuple[Change, ...]
    missing: str = ""
    missing_of: str = ""
    symbol: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Backer:
    """A proposal that stands behind a wording or position, with its own reason and kind.

    ``as_written``, ``as_labelled``: its own words or label where folding took those of another ("" for the same).
    """

    proposal: str
    sources: tuple[str, ...]
    symbol: str
    op: Op
    kind: ChangeKind
    reason: str = ""
    as_written: str = ""
    as_labelled: str = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One wording of a clause. ``sources``: all who stand behind it, each once, in neutral order."""

    label: str
    wording: str
    base: str
    backers: tuple[Backer, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The redline against the base; computed when asked for."""
        return redline(self.base, self.wording)


@dataclass(frozen=True, slots=True)
class Position:
    """A stated position without words of its own: suppress the clause, or keep it as it is."""

    op: Op
    backers: tuple[Backer, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """The clause shall stand after another (its identity; "" for the very beginning), reworded or not ("").

    Words that come with it are one of the alternatives, too.
    """

    after: str
    wording: str
    backers: tuple[Backer, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class New:
    """A clause that shall be added. Label and kind are those of the first who proposes it."""

    label: str
    kind: ClauseKind
    wording: str
    backers: tuple[Backer, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collision:
    """How two rivals for one clause stand to each other: ``one``, ``other`` are names as in ``CompiledClause``."""

    one: str
    other: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class CompiledClause:
    """A clause of the base with all that is proposed for it, and what shall be added right after it.

    ``number``: its place in the base, from one. ``alternatives``: the base's wording first, under its own label.
    """

    clause: Clause
    number: int
    alternatives: tuple[Alternative, ...]
    suppression: Position | None = None
    keeping: Position | None = None
    moves: tuple[Move, ...] = ()
    added: tuple[New, ...] = ()

    @property
    def is_contested(self) -> bool:
        """Does anybody want other words, another place, or nothing here? Who keeps it does not contest it."""
        return len(self.alternatives) > 1 or self.suppression is not None or bool(self.moves)

    def rivals(self) -> Iterator[tuple[str, Change]]:
        """Name all that is proposed for the clause: an alternative by its label, else SUP, NOC, MOVE, MOVE bis …."""
        for each in self.alternatives[1:]:
            yield each.label, Change(Op.MOD, self.clause.id, wording=each.wording)
        for position in (self.suppression, self.keeping):
            if position:
                yield position.op.value, Change(position.op, self.clause.id)
        for place, move in enumerate(self.moves, 1):
            yield nth(Op.MOVE, place), Change(Op.MOVE, self.clause.id, after=move.after)  # its words: an alternative

    @property
    def collisions(self) -> tuple[Collision, ...]:
        """Every pair of rivals with its relation; computed when asked for. Identical ones are folded already."""
        rivals = tuple(self.rivals())
        return tuple(
            Collision(rivals[one][0], rivals[other][0], relation)
            for one, other, relation in related(self.clause.wording, [change for _, change in rivals])
        )


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose contribution says so."""

    proposal: str
    sources: tuple[str, ...]
    symbol: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What is said to be missing in the text; ``of``: the symbol of the earlier version it was said of, or ""."""

    wording: str
    of: str
    voices: tuple[Voice, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A change whose clause or place the base does not have. It is shown, never dropped."""

    change: Change
    backer: Backer


@dataclass(frozen=True, slots=True)
class Compilation:
    """The whole: what shall stand before the first clause, the clauses, what is missing, what has no place.

    ``words_in_brackets`` of ``words``: each clause counts once, by the base's wording, and so does each new one; those
    that are contested or new stand in brackets. So the share says how much of the text is open, not how many rivals
    there are. ``hidden``: how many editorial changes were left out.
    """

    opening: tuple[New, ...]
    clauses: tuple[CompiledClause, ...]
    missing: tuple[Missing, ...]
    unplaced: tuple[Unplaced, ...]
    words: int
    words_in_brackets: int
    hidden: int

    @property
    def share_in_brackets(self) -> float:
        """Between 0 and 1; 0 for a text without words."""
        return self.words_in_brackets / self.words if self.words else 0.0

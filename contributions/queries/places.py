"""The places at which something is proposed for the next version: what can be taken there, and what was decided."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from contributions.enums import Choice
from contributions.models import Amendment, ClauseDecision
from texts.engine.changes import Change, Op
from texts.engine.collision import together
from texts.engine.compilation import Backer, Compilation, CompiledClause, New
from texts.engine.folding import folded
from texts.engine.outline import Clause
from texts.engine.redline import Piece, redline

from .compiling import Proposed


@dataclass(frozen=True)
class Option:
    """One thing that can be taken: a wording, or with ``after`` another place; ``amendments`` all ask for it.

    ``base``: the words against which it is a change. ``after``: identity of a clause, "" the beginning, None no move.
    """

    amendments: tuple[Amendment, ...]
    wording: str
    base: str = ""
    label: str = ""
    after: str | None = None

    @property
    def key(self) -> str:
        """What a form calls it; it stays the same when more sources ask for the same."""
        return str(min(each.pk for each in self.amendments))

    @property
    def pks(self) -> frozenset[int]:
        return frozenset(each.pk for each in self.amendments)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The redline against the base."""
        return redline(self.base, self.wording)


@dataclass(frozen=True)
class Place:
    """A clause of the base with all that is proposed for it; or, with ``new``, one clause that shall be added.

    ``decision`` is None while nothing is decided; ``lost`` is a decision that rests on what is no longer proposed, or
    not in these words, and therefore counts for nothing until somebody looks at it again. ``after``: where a new clause
    is to stand.
    """

    clause: Clause | None = None
    number: int = 0
    rewordings: tuple[Option, ...] = ()
    moves: tuple[Option, ...] = ()
    suppressing: tuple[Amendment, ...] = ()
    keeping: tuple[Amendment, ...] = ()
    new: Option | None = None
    after: str = ""
    decision: ClauseDecision | None = None
    lost: ClauseDecision | None = None

    @property
    def key(self) -> str:
        """What an address or a form calls it."""
        return self.clause.id if self.clause else f"new-{self.new.key if self.new else ''}"

    @property
    def is_open(self) -> bool:
        """Is there something to decide? Who only keeps a clause as it is does not open it."""
        return bool(self.new or self.rewordings or self.moves or self.suppressing)

    @property
    def is_decided(self) -> bool:
        return self.decision is not None

    @property
    def step(self) -> int:
        """What whoever looks at it now has seen; 0 for no decision."""
        seen = self.decision or self.lost
        return seen.step if seen else 0

    @property
    def amendments(self) -> tuple[Amendment, ...]:
        """Everything that is proposed here, each once."""
        options = (*self.rewordings, *self.moves, *((self.new,) if self.new else ()))
        found = [each for option in options for each in option.amendments]
        return tuple({each.pk: each for each in (*found, *self.suppressing, *self.keeping)}.values())

    @property
    def destination(self) -> str | None:
        """After which clause the decision puts this one; None where it stays."""
        moved = set(self.decision.moved) if self.decision else set()
        return next((each.after for each in self.moves if each.pks & moved), None)

    def changes(self) -> Iterator[Change]:
        """What the decision does to the base."""
        if self.decision is None:
            return
        wording = self.decision.wording
        if self.clause is None:
            if self.new and self.decision.choice != Choice.KEEP:
                first = self.new.amendments[0].as_change()
                yield Change(Op.ADD, "", self.after, wording, first.clause_kind, self.new.label)
        elif self.decision.choice == Choice.SUPPRESS:
            yield Change(Op.SUP, self.clause.id)
        elif self.destination is not None:
            other = wording if wording != self.clause.wording else ""
            yield Change(Op.MOVE, self.clause.id, self.destination, other)
        elif wording != self.clause.wording:
            yield Change(Op.MOD, self.clause.id, wording=wording)


class _Backed:
    """Finds the amendments behind what the compilation has folded."""

    def __init__(self, proposed: Proposed, amendments: Iterable[Amendment]) -> None:
        self._contributions = proposed.contributions
        self._told: set[int] = set()
        self._found: dict[tuple[int, str, str], list[Amendment]] = defaultdict(list)
        for each in amendments:
            change = each.as_change()
            self._found[each.contribution_id, change.op, change.after if change.op is Op.ADD else change.clause] += [
                each
            ]

    def behind(
        self, backers: Iterable[Backer], place: str, *, wording: str | None = None, after: str | None = None
    ) -> tuple[Amendment, ...]:
        """Those of the backers at this place, with these words and that destination where they matter."""
        found: dict[int, Amendment] = {}
        for backer in backers:
            for each in self._found[self._contributions[backer.proposal].pk, backer.op, place]:
                says_so = wording is None or folded(each.wording) == folded(wording)
                if says_so and (after is None or each.as_change().after == after):
                    found[each.pk] = each
        return tuple(found.values())

    def next_of(self, backers: Iterable[Backer], place: str, *, wording: str) -> tuple[Amendment, ...]:
        """Of each backer the first with these words that was not told before: one may add the same words twice."""
        found = []
        for backer in backers:
            fresh = [each for each in self.behind((backer,), place, wording=wording) if each.pk not in self._told]
            found += fresh[:1]
            self._told.update(each.pk for each in fresh[:1])
        return tuple(found)


def all_places(
    compilation: Compilation, proposed: Proposed, amendments: Iterable[Amendment], decisions: Iterable[ClauseDecision]
) -> Iterator[Place]:
    """Every place of the compilation, in the order of the text, with what is proposed and decided there."""
    decided, backed = list(decisions), _Backed(proposed, amendments)
    of_clause = {each.clause_id.hex: each for each in decided if each.clause_id}
    of_new = {each.added_id: each for each in decided if each.added_id}
    yield from (_new_place(each, "", backed, of_new) for each in compilation.opening)
    for each in compilation.clauses:
        yield _clause_place(each, backed, of_clause.get(each.clause.id))
        yield from (_new_place(one, each.clause.id, backed, of_new) for one in each.added)


def _clause_place(each: CompiledClause, backed: _Backed, decision: ClauseDecision | None) -> Place:
    name, base = each.clause.id, each.clause.wording
    rewordings = tuple(_rewordings(each, backed))
    moves = tuple(
        Option(backed.behind(one.backers, name, after=one.after), one.wording or base, base, after=one.after)
        for one in each.moves
    )
    suppressing = backed.behind(each.suppression.backers, name) if each.suppression else ()
    keeping = backed.behind(each.keeping.backers, name) if each.keeping else ()
    place = Place(each.clause, each.number, rewordings, moves, suppressing, keeping)
    return _with_decision(place, decision)


def _rewordings(each: CompiledClause, backed: _Backed) -> Iterator[Option]:
    """Every other wording; before them what differs from the base in quotes or hyphens only, which folds with it."""
    name, base = each.clause.id, each.clause.wording
    own, *rivals = each.alternatives
    marks: dict[str, list[Amendment]] = defaultdict(list)
    for one in backed.behind((who for who in own.backers if who.op is Op.MOD), name, wording=base):
        marks[one.wording].append(one)
    yield from (Option(tuple(those), wording, base, own.label) for wording, those in marks.items())
    for rival in rivals:
        yield Option(backed.behind(rival.backers, name, wording=rival.wording), rival.wording, base, rival.label)


def _new_place(each: New, after: str, backed: _Backed, of_new: Mapping[int, ClauseDecision]) -> Place:
    option = Option(backed.next_of(each.backers, after, wording=each.wording), each.wording, "", each.label)
    decision = next((of_new[pk] for pk in sorted(option.pks) if pk in of_new), None)
    return _with_decision(Place(new=option, after=after), decision)


def wordings_of(place: Place, taken: Iterable[int]) -> list[str]:
    """The wordings of these amendments (by id), each once, as the first says it who says it."""
    proposed = {each.pk: each.wording for each in place.amendments}
    found: dict[str, str] = {}
    for wording in filter(None, (proposed.get(pk, "") for pk in taken)):
        found.setdefault(folded(wording), wording)
    return list(found.values())


def _with_decision(place: Place, decision: ClauseDecision | None) -> Place:
    """A decision holds while all that it takes is still proposed here, in the words that it took.

    So what was removed from a contribution stands in no draft that took it before.
    """
    if decision is None:
        return place
    holds = {each.pk for each in place.amendments} >= {*decision.taken, *decision.moved}
    if holds and decision.choice in (Choice.TAKE, Choice.TAKE_SEVERAL):
        wordings = wordings_of(place, decision.taken)
        base = place.clause.wording if place.clause else ""
        words = wordings[0] if len(wordings) == 1 else together(base, wordings)
        holds = words == decision.wording
    return replace(place, decision=decision) if holds else replace(place, lost=decision)

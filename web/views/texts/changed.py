"""A text as one source would have it: clause by clause, what it would change, in the place where it would stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from contributions.queries.marked import words_of
from texts.engine.changes import Change, Op
from texts.engine.outline import Clause, ClauseKind, Outline
from texts.engine.redline import Piece, redline
from texts.enums import ChangeKind
from texts.enums import Op as OpNames


@dataclass(frozen=True)
class Line:
    """A clause of the text or one that would be new, its words as a redline, and the change that it comes from.

    ``is_base``: does the clause stand in the text, so that it has a page of its own?
    """

    clause: Clause
    pieces: Sequence[Piece]
    change: Change | None = None
    is_base: bool = True

    @property
    def is_changed(self) -> bool:
        """Are its words, or whether it is there at all, to change?"""
        return self.change is not None and self.change.op is not Op.NOC

    @property
    def op_name(self) -> str:
        return str(OpNames(self.change.op).label) if self.change else ""

    @property
    def kind_name(self) -> str:
        return str(ChangeKind(self.change.kind).label) if self.change else ""


def lines(
    base: Outline, changes: Sequence[Change] = (), *, marked: Mapping[str, Sequence[Piece]] | None = None
) -> list[Line]:
    """The base in reading order with these changes in it; one line a clause where there are none.

    What is moved goes at its old place and comes at the new one. ``marked`` has redlines that were made by hand, by
    what their change says (``words_of``).
    """
    concerned = {change.clause: change for change in changes if change.op is not Op.ADD}
    known = {clause.id: clause for clause in base}
    found = [*_coming("", changes, known)]
    for clause in base:
        found.append(_line(clause, concerned.get(clause.id)))
        found += _coming(clause.id, changes, known)
    return [_as_marked(line, marked) for line in found] if marked else found


def _line(clause: Clause, change: Change | None) -> Line:
    return Line(clause, redline(clause.wording, _here_after(clause, change)), change)


def _as_marked(line: Line, marked: Mapping[str, Sequence[Piece]]) -> Line:
    by_hand = marked.get(words_of(line.change)) if line.change else None
    return replace(line, pieces=by_hand) if by_hand else line


def _here_after(clause: Clause, change: Change | None) -> str:
    """What would stand where the clause stands: nothing, if it goes or goes elsewhere."""
    if change is None or change.op is Op.NOC:
        return clause.wording
    return change.wording if change.op is Op.MOD else ""


def _coming(after: str, changes: Sequence[Change], known: dict[str, Clause]) -> Iterator[Line]:
    """What comes to stand after a clause: new ones, and those moved here."""
    for change in changes:
        if change.op is Op.ADD and change.after == after:
            new = Clause("", ClauseKind(change.clause_kind), change.wording, change.label)
            yield Line(new, redline("", change.wording), change, is_base=False)
        elif change.op is Op.MOVE and change.after == after and (moved := known.get(change.clause)):
            yield Line(moved, redline("", change.wording or moved.wording), change, is_base=False)

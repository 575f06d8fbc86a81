"""A version as tracked changes against the one before."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from texts.engine.outline import Clause, Outline
from texts.engine.redline import PieceKind, redline
from texts.engine.tracked import Mark, Paragraph, Run

from .about import About
from .blocks import STYLES, Block, labelled
from .document import written
from .moments import instant


def redlined(old: Outline, new: Outline, about: About, *, by: str, at: str = "") -> bytes:
    """Return the new version as changes of the old one, all made by ``by`` (a name) ``at`` one moment (ISO 8601).

    Clauses are the same if their identity is. Rejecting all gives the old version, accepting all the new one, labels
    included. As few clauses as possible are shown as moved.
    """
    mark = Mark(by, instant(at))
    return written(about, _blocks(old, new, mark))


def _blocks(old: Outline, new: Outline, mark: Mark) -> Iterator[Block]:
    """The clauses that stay in their order, and in the gaps between them what goes, then what comes."""
    before = {clause.id: clause for clause in old}
    after = {clause.id: clause for clause in new}
    staying = _staying([clause.id for clause in old], [clause.id for clause in new])
    moves = {
        clause.id: f"plenum_move_{number}"
        for number, clause in enumerate((one for one in new if one.id in before and one.id not in staying), 1)
    }
    going, coming = _by_gap(old, staying), _by_gap(new, staying)
    for place, anchor in enumerate(["", *staying]):
        if anchor:
            yield _kept(before[anchor], after[anchor], mark)
        for clause in going[place]:
            yield _gone(clause, mark, moves.get(clause.id, ""))
        for clause in coming[place]:
            yield _come(clause, mark, moves.get(clause.id, ""))


def _by_gap(outline: Outline, staying: Sequence[str]) -> list[list[Clause]]:
    """What stands before the first clause that stays, after the first, after the second …"""
    anchors = set(staying)
    found: list[list[Clause]] = [[]]
    for clause in outline:
        if clause.id in anchors:
            found.append([])
        else:
            found[-1].append(clause)
    return found


def _kept(old: Clause, new: Clause, mark: Mark) -> Block:
    runs = tuple(_run(each.text, each.kind, mark) for each in redline(old.wording, new.wording))
    if old.label == new.label:
        runs = labelled(old.label, runs)
    else:
        gone, come = (labelled(label, ()) for label in (old.label, new.label))
        runs = (*(replace(run, deleted=mark) for run in gone), *(replace(run, inserted=mark) for run in come), *runs)
    return Block(Paragraph(runs, identity=new.id, style=STYLES[new.kind]), new.wording)


def _run(text: str, kind: PieceKind, mark: Mark) -> Run:
    return Run(
        text,
        inserted=mark if kind is PieceKind.INS else None,
        deleted=mark if kind is PieceKind.DEL else None,
    )


def _gone(clause: Clause, mark: Mark, moved: str) -> Block:
    runs = tuple(replace(run, deleted=mark, moved=moved) for run in labelled(clause.label, (Run(clause.wording),)))
    identity = "" if moved else clause.id
    return Block(Paragraph(runs, deleted=mark, identity=identity, style=STYLES[clause.kind]), clause.wording)


def _come(clause: Clause, mark: Mark, moved: str) -> Block:
    runs = tuple(replace(run, inserted=mark, moved=moved) for run in labelled(clause.label, (Run(clause.wording),)))
    return Block(Paragraph(runs, inserted=mark, identity=clause.id, style=STYLES[clause.kind]), clause.wording)


def _staying(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The longest list of identities that stand in the same order in both (patience sorting)."""
    places = {identity: place for place, identity in enumerate(old)}
    lowest: list[int] = []  # the lowest place in the old version at which a row of each length can end
    rows: list[list[str]] = []
    for identity in new:
        if identity in places:
            length = bisect_left(lowest, places[identity])
            row = [*(rows[length - 1] if length else ()), identity]
            lowest[length : length + 1] = [places[identity]]
            rows[length : length + 1] = [row]
    return rows[-1] if rows else []

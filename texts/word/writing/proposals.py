"""Proposals as tracked changes, each under the names of its sources, to be accepted or rejected one by one.

Where several want the same clause, all whose edits keep clear of each other stand in it together. Word has no form
for two who take away the same words differently, or one who edits what another takes away as a whole: there the first
in neutral order has the paragraph, and each other wording follows as an inserted paragraph under its own label
(c) bis …). So rejecting everything always gives the base, and every proposal can be read.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from texts.engine.changes import Op
from texts.engine.compilation import Alternative, Backer, Compilation, CompiledClause, Move, New, Proposal, compiled
from texts.engine.outline import Clause, Outline
from texts.engine.tracked import Mark, Paragraph, Run

from .about import About
from .blocks import STYLES, Block, Remark, labelled
from .document import written
from .gaps import gaps
from .laying import Signed, laid, together
from .moments import instant


@dataclass(frozen=True, slots=True)
class Remarks:
    """What we say in the margin, in the reader's language; ``us`` is the name under which we say it."""

    us: str = "Plenum"
    keep: str = "Keep as it is."
    rival: str = "A rival wording: it cannot stand in the same words."
    missing: str = "What is missing: {wording}"
    unplaced: str = "{op}: this version has no place for it. {wording}"


def with_proposals(
    outline: Outline,
    proposals: Iterable[Proposal],
    about: About,
    *,
    order: Callable[[str], Any] = str.casefold,
    remarks: Remarks | None = None,
) -> bytes:
    """Return the base as a Word file with the proposals as tracked changes. Reasons and positions are comments.

    What several sources want alike is one change under all their names. Rejecting all gives the base; with one
    proposal, accepting all gives what it asks for. ``ValueError`` as for a compilation.
    """
    chosen = list(proposals)
    compilation = compiled(outline, chosen, order=order)
    writer = _Writer(compilation, chosen, remarks or Remarks())
    return written(about, writer.blocks())


class _Writer:
    """Turns a compilation into paragraphs with tracked changes."""

    def __init__(self, compilation: Compilation, proposals: Sequence[Proposal], remarks: Remarks) -> None:
        self._compilation = compilation
        self._at: Mapping[str, str] = {each.id: instant(each.at) for each in proposals}
        self._say = remarks
        self._clauses = {each.clause.id: each.clause for each in compilation.clauses}
        self._gaps = gaps(compilation, proposals)
        # Only one move of a clause can be a move to Word, and none of a clause that shall be suppressed.
        self._names = {
            id(each.moves[0]): f"plenum_move_{number}"
            for number, each in zip(count(1), (one for one in compilation.clauses if one.moves and not one.suppression))
        }

    def blocks(self) -> list[Block]:
        """All paragraphs; what concerns none of them is remarked on the last."""
        found = [*self._gap("")]
        for each in self._compilation.clauses:
            found += [*self._clause(each), *self._gap(each.clause.id)]
        last = found.pop() if found else Block(Paragraph(()), "")
        return [*found, replace(last, remarks=(*last.remarks, *self._on_the_whole()))]

    def _clause(self, each: CompiledClause) -> Iterator[Block]:
        """The clause with what could be laid into it, then the wordings that could not."""
        wordings = [*self._wordings(each)]
        voice = each.clause.wording
        taken_by = each.suppression or (each.moves[0] if each.moves else None)
        paragraph, remarks = Paragraph((), identity=each.clause.id, style=STYLES[each.clause.kind]), self._kept(each)
        if taken_by:
            mark = self._mark(taken_by.backers)
            moved = self._names.get(id(taken_by), "")
            runs = labelled(each.clause.label, (Run(each.clause.wording),))
            runs = tuple(replace(run, deleted=mark, moved=moved) for run in runs)
            reasons = self._reasons(taken_by.backers) if each.suppression else []
            yield Block(replace(paragraph, runs=runs, deleted=mark), voice, (*remarks, *reasons))
            crowded = list(range(len(wordings)))
        else:
            found, crowded = laid(each.clause.wording, [signed for signed, _, _ in wordings])
            inside = [
                backer for place, (_, behind, _) in enumerate(wordings) if place not in crowded for backer in behind
            ]
            runs = labelled(each.clause.label, found)
            yield Block(replace(paragraph, runs=runs), voice, (*remarks, *self._reasons(inside)))
        for place in crowded:
            (mark, wording), behind, label = wordings[place]
            why = Remark(self._say.rival, Mark(self._say.us))
            yield self._inserted(label, wording, mark, style=paragraph.style, remarks=(why, *self._reasons(behind)))

    def _wordings(self, each: CompiledClause) -> Iterator[tuple[Signed, tuple[Backer, ...], str]]:
        """Every wording with who wants it and its label; those that come with a move stand where that leads."""
        first, *rivals = each.alternatives
        for backer in first.backers:
            if backer.op is Op.MOD and backer.as_written:  # other blanks or quotes than the base's
                yield (self._mark((backer,)), backer.as_written), (backer,), first.label
        for rival in rivals:
            if behind := _rewording(rival):
                yield (self._mark(behind), rival.wording), behind, rival.label

    def _gap(self, place: str) -> Iterator[Block]:
        """What comes to stand after a clause of the base."""
        for each in self._gaps.get(place, ()):
            if isinstance(each, New):
                yield self._inserted(
                    each.label,
                    each.wording,
                    self._mark(each.backers),
                    style=STYLES[each.kind],
                    remarks=self._reasons(each.backers),
                )
            else:
                clause, move = self._clauses[each[0]], each[1]
                yield self._arrived(clause, move)

    def _arrived(self, clause: Clause, move: Move) -> Block:
        return self._inserted(
            clause.label,
            move.wording or clause.wording,
            self._mark(move.backers),
            style=STYLES[clause.kind],
            remarks=self._reasons(move.backers),
            moved=self._names.get(id(move), ""),
        )

    def _inserted(
        self, label: str, wording: str, mark: Mark, *, style: str, remarks: Iterable[Remark], moved: str = ""
    ) -> Block:
        runs = tuple(replace(run, inserted=mark, moved=moved) for run in labelled(label, (Run(wording),)))
        return Block(Paragraph(runs, inserted=mark, style=style), wording, tuple(remarks))

    def _kept(self, each: CompiledClause) -> list[Remark]:
        behind = each.keeping.backers if each.keeping else ()
        return [Remark(" ".join(filter(None, (self._say.keep, one.reason))), self._mark((one,))) for one in behind]

    def _on_the_whole(self) -> Iterator[Remark]:
        for missing in self._compilation.missing:
            marks = [self._signed(voice.proposal, voice.sources) for voice in missing.voices]
            yield Remark(self._say.missing.format(wording=missing.wording), together(marks))
        for lost in self._compilation.unplaced:
            text = self._say.unplaced.format(op=lost.change.op.value, wording=lost.change.wording)
            yield Remark(text, self._mark((lost.backer,)))

    def _reasons(self, behind: Iterable[Backer]) -> list[Remark]:
        return [Remark(each.reason, self._mark((each,))) for each in behind if each.reason]

    def _mark(self, behind: Iterable[Backer]) -> Mark:
        return together([self._signed(each.proposal, each.sources) for each in behind])

    def _signed(self, proposal: str, sources: Sequence[str]) -> Mark:
        return Mark(", ".join(sources), self._at[proposal])


def _rewording(rival: Alternative) -> tuple[Backer, ...]:
    return tuple(backer for backer in rival.backers if backer.op is Op.MOD)

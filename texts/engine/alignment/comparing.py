"""From a file without revision marks to changes of a text's clauses: by comparing, which is a guess."""

from collections.abc import Sequence

from ..changes import Change, Op
from ..likeness import Pair, paired
from ..outline import Clause, ClauseKind, Outline
from ..reading import outline_of
from ..redline import Piece, PieceKind, redline
from ..tracked import Paragraph
from ..wording import same
from .sides import Side, after
from .understanding import Certainty, Placed, Relabelled, Unchanged, Understanding, Unplaced, Why


def compared(paragraphs: Sequence[Paragraph], base: Outline) -> Understanding:
    """Understand what a file says, marks or not, as a rewriting of ``base``. Never raises.

    To be used only after the contributor agreed: every change is ``LIKELY``. The redline is ours. Clauses that the
    file does not have are suppressed, what only the file has is new; but what stands above the title is left unplaced.
    """
    return _Comparing(paragraphs, base).understanding()


class _Comparing:
    """One file and one base."""

    def __init__(self, paragraphs: Sequence[Paragraph], base: Outline) -> None:
        self.paragraphs, self.base = paragraphs, base
        self.sides = after(paragraphs)
        places = {clause.id: at for at, clause in enumerate(base)}
        known: dict[int, int] = {}
        for new, side in enumerate(self.sides):
            if side.plain.identity in places:
                known.setdefault(places[side.plain.identity], new)
        pairs = paired([clause.wording for clause in base], [side.wording for side in self.sides], known=known.items())
        self.pairs = {pair.new: pair for pair in pairs}
        self.changes: list[Placed] = []
        self.relabelled: list[Relabelled] = []
        self.unchanged: list[Unchanged] = []
        self.unplaced: list[Unplaced] = []

    def understanding(self) -> Understanding:
        read = outline_of([side.plain for side in self.sides])
        there = {pair.old for pair in self.pairs.values()}
        at = -1
        for new, side in enumerate(self.sides):
            pair = self.pairs.get(new)
            if pair and not pair.wandered:
                self._suppressed(there, at + 1, pair.old)
                at = pair.old
            where = self.base[at].id if at >= 0 else ""
            if pair:
                self._kept(pair, side.cut_like(self.base[pair.old]), where)
            elif not where and self.base and self.base[0].kind is ClauseKind.TITLE:
                pieces = (Piece(PieceKind.INS, side.wording),)
                self.unplaced.append(Unplaced(Why.ABOVE_TITLE, pieces, side.own, label=side.label))
            else:
                what = read[new]
                change = Change(Op.ADD, after=where, wording=what.wording, clause_kind=what.kind, label=what.label)
                self._place(change, "", what.wording, side)
        self._suppressed(there, at + 1, len(self.base))
        self._without_words()
        return Understanding(
            tuple(self.changes), tuple(self.relabelled), tuple(self.unchanged), tuple(self.unplaced), has_marks=False
        )

    def _suppressed(self, there: set[int], first: int, end: int) -> None:
        for old in range(first, end):
            if old not in there:
                clause = self.base[old]
                self._place(Change(Op.SUP, clause=clause.id), clause.wording, "", None, clause)

    def _kept(self, pair: Pair, side: Side, where: str) -> None:
        clause = self.base[pair.old]
        wording = side.wording if same(side.wording) != same(clause.wording) else ""
        if pair.wandered:
            self._place(Change(Op.MOVE, clause.id, where, wording), clause.wording, side.wording, side, clause)
        elif wording:
            self._place(Change(Op.MOD, clause.id, wording=wording), clause.wording, wording, side, clause)
        elif clause.label != side.typed_label and not side.plain.label:
            self.relabelled.append(Relabelled(clause.id, clause.label, side.typed_label, side.own))
        else:
            self.unchanged.append(Unchanged(clause.id, side.own))

    def _place(self, change: Change, old: str, new: str, side: Side | None, clause: Clause | None = None) -> None:
        self.changes.append(
            Placed(
                change,
                redline(old, new),
                side.own if side else (),
                certainty=Certainty.LIKELY,
                label=side.label if side else "",
                label_before=clause.label if clause else "",
            )
        )

    def _without_words(self) -> None:
        with_words = {part for side in self.sides for part in side.own}
        self.unchanged += [Unchanged("", (part,)) for part in range(len(self.paragraphs)) if part not in with_words]

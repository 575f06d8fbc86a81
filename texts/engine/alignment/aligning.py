"""From a file with tracked changes to changes of a text's clauses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..changes import Change, Op
from ..collision import together
from ..folding import folded
from ..outline import ClauseKind, Outline
from ..reading import outline_of
from ..redline import Piece, redline
from ..tracked import Paragraph
from ..wording import same
from .bases import Match, matched
from .events import Anchors, Event, events
from .links import Link, links_between
from .pieces import marks_of, pieces_between
from .sides import Side, after, before
from .understanding import (
    Certainty,
    Differing,
    Placed,
    Relabelled,
    Unchanged,
    Understanding,
    Unplaced,
    Why,
)

_OUTSIDE = ("footnote", "endnote", "textbox")


def aligned(paragraphs: Sequence[Paragraph], base: Outline) -> Understanding:
    """Understand a file with revision marks as changes of ``base``. Never raises; nothing of the file is left out.

    Paragraphs with all changes rejected are our clauses by their identity, where the file has kept it, else by their
    words in their order, never by their letter. Words that changed are a ``MOD``, whole paragraphs that came or went
    ``ADD`` and ``SUP``; of merged or split paragraphs, that goes on which keeps most of the words. The changes,
    applied to the base, give the file with all changes accepted, as far as its base is ours and nothing is unplaced.
    """
    return _Aligning(paragraphs, base).understanding()


class _Aligning:
    """One file and one base."""

    def __init__(self, paragraphs: Sequence[Paragraph], base: Outline) -> None:
        self.paragraphs = paragraphs
        self.base = base
        self.olds = before(paragraphs)
        self.news = after(paragraphs)
        self.matches = matched(self.olds, base)
        self.links = links_between(paragraphs, self.olds, self.news)
        self.anchors = Anchors(self.olds, self.news, self.links, self.matches)
        self.read = outline_of([side.plain for side in self.news])
        self.found = _Found()
        there = {match.clause.id for match in self.matches.values()}
        self.absent = {folded(clause.wording): clause.id for clause in base if clause.id not in there}

    def understanding(self) -> Understanding:
        for event in events(self.paragraphs, self.olds, self.news, self.links):
            self._understand(event)
        self._without_words()
        absent = set(self.absent.values())
        return Understanding(
            changes=tuple(self.found.changes),
            relabelled=tuple(self.found.relabelled),
            unchanged=tuple(sorted(self.found.unchanged, key=lambda each: each.paragraphs)),
            unplaced=tuple(sorted(self.found.unplaced, key=lambda each: each.paragraphs)),
            base_differs=tuple(self._differing()),
            missing_clauses=tuple(clause.id for clause in self.base if clause.id in absent),
        )

    def _understand(self, event: Event) -> None:
        match = None if event.old is None else self.matches.get(event.old)
        if event.new is not None and event.link is None:
            self._added(event, event.new)
        elif match is None:
            self._not_ours(event)
        elif event.link is None:
            self._place(event, Change(Op.SUP, clause=match.clause.id), match.side, None, match)
        else:
            self._kept(event, event.link, match)

    def _added(self, event: Event, place: int) -> None:
        new, read = self.news[place], self.read[place]
        where = self.anchors.after(place)
        if any(self.paragraphs[part].place in _OUTSIDE for part in event.parts):
            self._leave(event, Why.OUTSIDE, None, new, where)
        elif ours := self.absent.pop(folded(read.wording), ""):
            self._leave(event, Why.OURS_ALREADY, None, new, ours)
        elif not where and self._has_title:
            self._leave(event, Why.ABOVE_TITLE, None, new, where)
        else:
            change = Change(Op.ADD, after=where, wording=read.wording, clause_kind=read.kind, label=read.label)
            self._place(event, change, None, new, None, sure=read.sure)

    @property
    def _has_title(self) -> bool:
        return bool(self.base) and self.base[0].kind is ClauseKind.TITLE

    def _kept(self, event: Event, link: Link, match: Match) -> None:
        """A clause that goes on: moved, reworded, with another label, or as it was."""
        old, new = match.side, self.news[link.new]
        if old.start != self.olds[link.old].start:
            new = new.cut(old.label)
        is_reworded = same(old.wording) != same(new.wording)
        wording = _on_ours(match, new.wording) if is_reworded else ""
        is_asked = is_reworded and same(wording) != same(match.clause.wording)
        if link.how.is_move:
            change = Change(Op.MOVE, match.clause.id, self.anchors.after(link.new), wording if is_asked else "")
            self._place(event, change, old, new, match)
        elif is_asked:
            self._place(event, Change(Op.MOD, match.clause.id, wording=wording), old, new, match)
        elif is_reworded:
            self._leave(event, Why.OURS_ALREADY, old, new, match.clause.id)
        elif old.typed_label != new.typed_label:
            marks = marks_of(self.paragraphs, event.parts)
            self.found.relabelled.append(
                Relabelled(match.clause.id, old.typed_label, new.typed_label, event.parts, marks)
            )
        elif self._is_touched(event):
            self._leave(event, Why.BLANKS, old, new, match.clause.id)
        else:
            self.found.unchanged.append(Unchanged(match.clause.id, event.parts))

    def _not_ours(self, event: Event) -> None:
        """What the file had and we have not, changed or not."""
        old = None if event.old is None else self.olds[event.old]
        new = None if event.new is None else self.news[event.new]
        is_as_it_was = old and new and same(old.text) == same(new.text) and not self._is_touched(event)
        why = Why.NOT_IN_BASE if is_as_it_was else Why.CHANGED_NOT_IN_BASE
        where = self.anchors.before_old(event.old) if event.old is not None else ""
        self._leave(event, why, old, new, where)

    def _is_touched(self, event: Event) -> bool:
        """Was any word inserted or deleted in it?"""
        runs = [run for part in event.parts for run in self.paragraphs[part].runs if run.text]
        return any(run.inserted or run.deleted for run in runs)

    def _place(
        self,
        event: Event,
        change: Change,
        old: Side | None,
        new: Side | None,
        match: Match | None,
        *,
        sure: bool = True,
    ) -> None:
        ours = match is None or not (match.differs or match.wandered)
        said = event.link is None or event.link.how.is_stated
        self.found.changes.append(
            Placed(
                change,
                self._pieces(change, old, new, match),
                event.parts,
                marks_of(self.paragraphs, event.parts),
                Certainty.STATED if sure and ours and said else Certainty.LIKELY,
                label=new.label if new else "",
                label_before=old.label if old else "",
            )
        )

    def _pieces(self, change: Change, old: Side | None, new: Side | None, match: Match | None) -> tuple[Piece, ...]:
        """As the file marks it; where it does not have our words, what is proposed is shown on ours."""
        if match and same(match.side.wording) != same(match.clause.wording):
            ours = match.clause.wording
            return redline(ours, change.wording or (ours if change.op is Op.MOVE else ""))
        if change.op is Op.MOVE and old and new:
            return redline(old.wording, new.wording)
        return pieces_between(self.paragraphs, old, new)

    def _leave(self, event: Event, why: Why, old: Side | None, new: Side | None, clause: str) -> None:
        side = new or old
        self.found.unplaced.append(
            Unplaced(
                why,
                pieces_between(self.paragraphs, old, new),
                event.parts,
                clause,
                side.label if side else "",
                marks_of(self.paragraphs, event.parts),
            )
        )

    def _without_words(self) -> None:
        """Paragraphs that have no words on either side."""
        with_words = {part for side in (*self.olds, *self.news) for part in side.own}
        for part, each in enumerate(self.paragraphs):
            if part in with_words:
                continue
            event = Event(None, None, None, (part,))
            clause = self.anchors.at_part(part)
            if any(run.text.strip() for run in each.runs):
                self._leave(event, Why.COME_AND_GONE, None, None, clause)
            elif each.inserted or each.deleted:
                self._leave(event, Why.EMPTY, None, None, clause)
            elif self._is_touched(event):
                self._leave(event, Why.BLANKS, None, None, clause)
            else:
                self.found.unchanged.append(Unchanged("", (part,)))

    def _differing(self) -> Iterator[Differing]:
        for match in self.matches.values():
            if match.differs or match.wandered:
                yield Differing(
                    match.clause.id, match.clause.wording, match.side.wording, match.side.own, match.wandered
                )


def _on_ours(match: Match, wording: str) -> str:
    """What the file makes of a clause, laid over our words; as the file has it where both touch the same ones."""
    theirs, ours = match.side.wording, match.clause.wording
    if same(theirs) == same(ours):
        return wording
    return together(theirs, (ours, wording)) or wording


@dataclass(slots=True)
class _Found:
    """What is understood so far."""

    changes: list[Placed] = field(default_factory=list)
    relabelled: list[Relabelled] = field(default_factory=list)
    unchanged: list[Unchanged] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

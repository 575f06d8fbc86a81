"""The redline of one clause as a file has it, and who made it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ..redline import Piece, PieceKind
from ..tracked import Mark, Paragraph, Run
from .sides import Side


def pieces_between(paragraphs: Sequence[Paragraph], old: Side | None, new: Side | None) -> tuple[Piece, ...]:
    """What stays, goes and comes between an old and a new paragraph, in the order of the file, without labels.

    What stays and goes is the old wording, what stays and comes the new one. Words that come from another old
    paragraph, or go to another new one, come and go here.
    """
    return tuple(_joined(_pieces(paragraphs, old, new)))


def marks_of(paragraphs: Sequence[Paragraph], parts: Iterable[int]) -> tuple[Mark, ...]:
    """Who changed anything in these paragraphs, with their latest date; who changed most comes first."""
    done: Counter[str] = Counter()
    dates: dict[str, str] = {}
    for part in parts:
        for mark, size in _marks(paragraphs[part]):
            done[mark.author] += size
            dates[mark.author] = max(dates.get(mark.author, ""), mark.date)
    return tuple(Mark(author, dates[author]) for author, _size in sorted(done.items(), key=lambda each: -each[1]))


def _marks(paragraph: Paragraph) -> Iterator[tuple[Mark, int]]:
    for run in paragraph.runs:
        for mark in (run.inserted, run.deleted):
            if mark:
                yield mark, len(run.text)
    for mark in (paragraph.inserted, paragraph.deleted):
        if mark:
            yield mark, 1


def _pieces(paragraphs: Sequence[Paragraph], old: Side | None, new: Side | None) -> Iterator[Piece]:
    was = _Cut(old.start if old else 0)
    now = _Cut(new.start if new else 0)
    for part in sorted({*(old.parts if old else ()), *(new.parts if new else ())}):
        for run in paragraphs[part].runs:
            stood = old is not None and part in old.parts and run.inserted is None
            stands = new is not None and part in new.parts and run.deleted is None
            yield from _of_run(run, was.take(run) if stood else None, now.take(run) if stands else None)


def _of_run(run: Run, was: int | None, now: int | None) -> Iterator[Piece]:
    """``was`` and ``now``: how much of the run belongs to the label on either side, None where it does not stand."""
    if was is not None and now is not None:
        label, rest = min(was, now), max(was, now)
        yield Piece(PieceKind.DEL if was < now else PieceKind.INS, run.text[label:rest])
        yield Piece(PieceKind.SAME, run.text[rest:])
    elif was is not None:
        yield Piece(PieceKind.DEL, run.text[was:])
    elif now is not None:
        yield Piece(PieceKind.INS, run.text[now:])


class _Cut:
    """How many characters at the beginning of one side are still its label."""

    def __init__(self, left: int) -> None:
        self.left = left

    def take(self, run: Run) -> int:
        taken = min(self.left, len(run.text))
        self.left -= taken
        return taken


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for kind, group in groupby((piece for piece in pieces if piece.text), key=lambda piece: piece.kind):
        yield Piece(kind, "".join(piece.text for piece in group))

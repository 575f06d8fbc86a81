"""Several wordings of one clause as tracked changes in one paragraph, each under its own mark."""

from collections.abc import Callable, Iterator, Sequence

from texts.engine.edits import Edit, edits, joined, phrases
from texts.engine.tokens import cut
from texts.engine.tracked import Mark, Run

# Someone's wording.
Signed = tuple[Mark, str]


def laid(base: str, wordings: Sequence[Signed]) -> tuple[tuple[Run, ...], list[int]]:
    """Return the runs, and the positions of the wordings that found no room.

    Rejecting all gives the base; accepting what one has signed, alone or with others, gives what that one wants. What
    several want at the same place is one change under all their names. Two edits that differ and overlap or touch
    leave no room for the later. Whole phrases are changed where that is possible, else as little as possible.
    """
    runs, crowded = _laid(base, wordings, _by_phrases)
    return _laid(base, wordings, edits) if crowded else (runs, crowded)


def together(marks: Sequence[Mark]) -> Mark:
    """One mark for all who want the same: their names, and the earliest of their dates."""
    names = dict.fromkeys(mark.author for mark in marks)
    return Mark("; ".join(names), min((mark.date for mark in marks if mark.date), default=""))


def _laid(
    base: str, wordings: Sequence[Signed], changed: Callable[[str, str], Sequence[Edit]]
) -> tuple[tuple[Run, ...], list[int]]:
    taken: dict[Edit, list[Mark]] = {}
    crowded = []
    for place, (mark, wording) in enumerate(wordings):
        own = changed(base, wording)
        if any(_touch(edit, other) for edit in own for other in taken if edit != other):
            crowded.append(place)
            continue
        for edit in own:
            taken.setdefault(edit, []).append(mark)
    signed = [(edit, together(marks)) for edit, marks in sorted(taken.items())]
    return tuple(_runs(cut(base), signed)), crowded


def _by_phrases(base: str, wording: str) -> Sequence[Edit]:
    words = cut(base)
    return [joined(group, words) for group in phrases(edits(base, wording), words)]


def _touch(one: Edit, other: Edit) -> bool:
    return one.start <= other.end and other.start <= one.end


def _runs(words: Sequence[str], taken: Sequence[tuple[Edit, Mark]]) -> Iterator[Run]:
    at = 0
    for edit, mark in taken:
        kept, gone = "".join(words[at : edit.start]), "".join(words[edit.start : edit.end])
        come = "".join(edit.words)
        if kept:
            yield Run(kept)
        if gone:
            yield Run(gone, deleted=mark)
        if come:
            yield Run(come, inserted=mark)
        at = edit.end
    if rest := "".join(words[at:]):
        yield Run(rest)

"""How two changes of one clause stand to each other, and whether several can be taken at once.

Words collide when one change takes away what another takes away differently, or when a change adds words right beside
those that another touches: "may [not ]consider" is another proposal once "may" has become "shall". Two neighbouring
words replaced one by each do not collide, nor do places that are parted by a word or a mark that both leave alone.
What reads as one phrase (see :func:`.edits.phrases`) counts as touched from its beginning to its end.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from .changes import Change, Op
from .edits import Edit, edits, phrases
from .folding import folded
from .tokens import cut, weigh


class Relation(StrEnum):
    """``IDENTICAL``: they ask the same. ``CONTAINED``: who takes the one has taken the other as well.

    ``OVERLAPPING``: taking both would alter one of them. ``INDEPENDENT``: both can be taken, whole.
    """

    IDENTICAL = "identical"
    CONTAINED = "contained"
    OVERLAPPING = "overlapping"
    INDEPENDENT = "independent"


def relation(base: str, one: Change, other: Change) -> Relation:
    """Return how two changes stand to each other, whichever comes first; ``base``: the wording of their clause.

    Kind, reason and label play no part, nor do blanks and typographic quotes. ``NOC`` and ``SUP`` are identical to
    their like and overlap whatever else is asked of the clause. Of what comes to stand at one place (``ADD``,
    ``MOVE``) different things overlap, for nobody has said in which order they shall stand. A move alone and new words
    alone are independent; a move with new words contains either.
    """
    if one.clause != other.clause or one.op is Op.ADD or other.op is Op.ADD:
        return _of_two_clauses(one, other)
    if not {one.op, other.op} <= {Op.MOD, Op.MOVE}:
        return Relation.IDENTICAL if one.op is other.op else Relation.OVERLAPPING
    first, second = _words(base, one), _words(base, other)
    if one.op is other.op is Op.MOVE and one.after != other.after:
        return Relation.OVERLAPPING
    if one.op is other.op and first.edits == second.edits:
        return Relation.IDENTICAL
    if _goes_with(one, first, other, second) or _goes_with(other, second, one, first):
        return Relation.CONTAINED
    return Relation.OVERLAPPING if _collide(first, second) else Relation.INDEPENDENT


def together(base: str, wordings: Sequence[str]) -> str | None:
    """Return the base with all these rewordings taken at once, or None if two of them collide.

    Each edit is taken whole and once, however many ask for it. The order of the wordings does not matter.
    """
    found = [_reworded(base, wording) for wording in wordings]
    if any(_collide(one, other) for one, other in combinations(found, 2)):
        return None
    words = cut(base)
    pieces: list[str] = []
    at = 0
    for edit in _side_by_side({edit for each in found for edit in each.edits}, words):
        if edit.start < at:
            return None
        pieces += (*words[at : edit.start], *edit.words)
        at = edit.end
    return "".join((*pieces, *words[at:]))


class _Span(NamedTuple):
    """What an edit or phrase takes away, from ``start`` to before ``end``, and as far as ``low`` and ``high`` it leans.

    An insertion or deletion leans on all places where it would say the same: of "a, b, c" either comma goes with b.
    """

    start: int
    end: int
    low: int
    high: int


class _Reworded(NamedTuple):
    """A rewording, taken apart once for all comparisons. Spans stand beside their edits and phrases."""

    words: tuple[str, ...]  # of the base
    edits: frozenset[Edit]
    spans: tuple[tuple[Edit, _Span], ...]
    phrases: tuple[tuple[frozenset[Edit], _Span], ...]


@lru_cache(maxsize=2048)
def _reworded(base: str, wording: str) -> _Reworded:
    words, found = cut(base), edits(base, wording)
    spans = {edit: _span(edit, words) for edit in found}
    groups = []
    for group in phrases(found, words):
        first, last = spans[group[0]], spans[group[-1]]
        groups.append((frozenset(group), _Span(first.start, last.end, first.low, last.high)))
    return _Reworded(words, frozenset(found), tuple(spans.items()), tuple(groups))


def _span(edit: Edit, words: Sequence[str]) -> _Span:
    start, end, comes = edit
    low, high = start, end
    if start < end and comes:
        return _Span(start, end, low, high)
    piece = comes or words[start:end]
    while low > 0 and words[low - 1] == piece[(low - 1 - start) % len(piece)]:
        low -= 1
    while high < len(words) and words[high] == piece[(high - end) % len(piece)]:
        high += 1
    while comes and low > 0 and words[low - 1].isspace():
        low -= 1
    while comes and high < len(words) and words[high].isspace():
        high += 1
    return _Span(start, end, low, high)


def _collide(one: _Reworded, other: _Reworded) -> bool:
    shared = one.edits & other.edits
    return _reaches(one, other, shared) or _reaches(other, one, shared)


def _reaches(one: _Reworded, other: _Reworded, shared: frozenset[Edit]) -> bool:
    """Does an edit that only one of them asks for touch a phrase of the other?"""
    return any(
        _touch(span, phrase, one.words)
        for edit, span in one.spans
        if edit not in shared
        for group, phrase in other.phrases
        if span.low <= phrase.high and phrase.low <= span.high and not group <= shared
    )


def _touch(one: _Span, other: _Span, words: Sequence[str]) -> bool:
    """Of two that lean on each other: an insertion always touches, others if they take the same away."""
    if one.start == one.end or other.start == other.end:
        return True
    if weigh(words[max(one.low, other.low) : min(one.high, other.high)]):
        return True
    left, right = sorted((one, other))
    return left.end - right.start > (left.start - left.low) + (right.high - right.end)


def _side_by_side(found: Iterable[Edit], words: Sequence[str]) -> list[Edit]:
    """Return the edits in order. Of two deletions that claim one comma or blank, each takes its own if it can."""
    done: list[Edit] = []
    for edit in sorted(found):
        over = done[-1].end - edit.start if done else 0
        if over > 0:
            floor = done[-2].end if len(done) > 1 else 0
            left, right = done[-1], edit
            step = min(over, 0 if left.words else left.start - max(floor, _span(left, words).low))
            done[-1] = Edit(left.start - step, left.end - step, left.words)
            step = min(over - step, 0 if right.words else _span(right, words).high - right.end)
            edit = Edit(right.start + step, right.end + step, right.words)  # noqa: PLW2901  # it stands elsewhere now
        done.append(edit)
    return done


_fold = lru_cache(maxsize=2048)(folded)


def _words(base: str, change: Change) -> _Reworded:
    """What a change does to the words. A ``MOVE`` without wording leaves them as they are."""
    if change.op is Op.MOVE and not change.wording:
        return _reworded(_fold(base), _fold(base))
    return _reworded(_fold(base), _fold(change.wording))


def _goes_with(one: Change, asked: _Reworded, other: Change, granted: _Reworded) -> bool:
    """Is all that one asks for among what the other asks for: its place, its edits, or a part of the deletions?"""
    if one.op is Op.MOVE:
        if other.op is not Op.MOVE:
            return False
    elif not asked.edits:
        return False
    return all(
        not edit.words and any(larger.start <= edit.start and edit.end <= larger.end for larger in granted.edits)
        for edit in asked.edits - granted.edits
    )


def _of_two_clauses(one: Change, other: Change) -> Relation:
    """Changes that can only meet at a place."""
    at_places = {one.op, other.op} <= {Op.ADD, Op.MOVE}
    if not at_places or one.after != other.after:
        return Relation.INDEPENDENT
    same = one.op is other.op is Op.ADD and _fold(one.wording) == _fold(other.wording)
    return Relation.IDENTICAL if same else Relation.OVERLAPPING

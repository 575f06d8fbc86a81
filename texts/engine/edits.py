"""Where two wordings differ: which words of the old one give way to which others.

The longest common subsequence alone reads badly: to save one more "the" it tears phrases apart. So words are matched
in four passes, each only between what the one before has found: three in a row, two in a row, single words of
substance, the rest. Edits that could stand at several places (`a b [a b ]c` or `[a b ]a b c`) stand where a reader
expects them: around whole sentences, else whole phrases, else whole words.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, groupby
from typing import NamedTuple

from rapidfuzz.distance import Indel

from .tokens import FULL, NOTHING, cut, weigh, weight

# How many tokens in a row must agree, and what they must say together.
_PASSES = ((3, FULL), (2, FULL), (1, FULL), (1, NOTHING))
# Comparing takes memory by the product of the lengths: above this, what differs is taken as a whole (50 MB).
_MOST = 20_000 * 20_000
# Words between two edits go with them if they say less than this share of the smaller one.
_AMONG_REPLACEMENTS, _AMONG_OTHERS = 0.5, 0.1

_SENTENCE_ENDS = frozenset(".;:!?…。；：！？؛؟।۔")
_OPENING = frozenset("([{“‘„«¿¡（「『《〈【")


class Edit(NamedTuple):
    """The tokens of the old wording from ``start`` to before ``end`` give way to ``words`` (either may be empty)."""

    start: int
    end: int
    words: tuple[str, ...]


# A place where two wordings differ: its start and end in the old tokens, then in the new ones.
_Difference = tuple[int, int, int, int]
# What two wordings have in common: where it begins in the old one and in the new one, and how long it is.
_Run = tuple[int, int, int]


@lru_cache(maxsize=1024)
def edits(old: str, new: str) -> tuple[Edit, ...]:
    """Return what turns one into the other, as little as possible, in order. Between two edits a token remains."""
    before, after = cut(old), cut(new)
    found = _settled(_differences(before, after), before, after)
    return tuple(Edit(start, end, after[first:last]) for start, end, first, last in found)


def phrases(found: Sequence[Edit], old: Sequence[str]) -> list[list[Edit]]:
    """Return the edits in groups that read as one: what stands between them says too little to stand alone."""
    groups: list[list[Edit]] = []
    sizes: list[tuple[int, int]] = []  # of each group: what goes, what comes
    for edit in found:
        groups.append([edit])
        sizes.append((weigh(old[edit.start : edit.end]), weigh(edit.words)))
        while len(groups) > 1:
            kept = old[groups[-2][-1].end : groups[-1][0].start]
            if _stands(kept, *sizes[-2:]):
                break
            (gone, come), (goes, comes), between = *sizes[-2:], weigh(kept)
            sizes[-2:] = [(gone + between + goes, come + between + comes)]
            last = groups.pop()
            groups[-1] += last
    return groups


def joined(group: Sequence[Edit], old: Sequence[str]) -> Edit:
    """Return a group as one edit, without what both sides begin or end with."""
    words: list[str] = []
    end = group[0].start
    for edit in group:
        words += (*old[end : edit.start], *edit.words)
        end = edit.end
    start, end, first, last = _trimmed(old, words, (group[0].start, end, 0, len(words)))
    return Edit(start, end, tuple(words[first:last]))


def _stands(kept: Sequence[str], *sizes: tuple[int, int]) -> bool:
    """Say whether words can stand unchanged between two edits of these sizes (what goes, what comes)."""
    if not _SENTENCE_ENDS.isdisjoint(kept):
        return True
    replaced = all(gone and come for gone, come in sizes)
    said = weigh(kept)
    if not said:
        return not replaced and not all(map(str.isspace, kept))
    return said > min(map(max, sizes)) * (_AMONG_REPLACEMENTS if replaced else _AMONG_OTHERS)


def _differences(old: Sequence[str], new: Sequence[str]) -> list[_Difference]:
    """Return all places where they differ, in order. Blanks go with the words beside them."""
    found: list[_Difference] = []
    start, end, first, last = _trimmed(old, new, (0, len(old), 0, len(new)))
    i, j = start, first
    for a, b, size in (*_kept(old, new, (start, end, first, last)), (end, last, 0)):
        if old[i:a] != new[j:b]:
            found += _word_for_word(old, new, _trimmed(old, new, (i, a, j, b)))
        i, j = a + size, b + size
    return found


def _word_for_word(old: Sequence[str], new: Sequence[str], place: _Difference) -> Iterator[_Difference]:
    """Part a difference at its blanks where as many words come as go: whoever replaces two words replaces each."""
    start, end, first, last = place
    if end - start == last - first:
        step = first - start
        for same, run in groupby(range(start, end), key=lambda at: old[at] == new[at + step]):
            if not same:
                begin, *rest = run
                stop = begin + len(rest) + 1
                yield begin, stop, begin + step, stop + step
    elif start < end or first < last:
        yield place


def _trimmed(old: Sequence[str], new: Sequence[str], place: _Difference) -> _Difference:
    """Take away what both begin with, then what both end with."""
    start, end, first, last = place
    while start < end and first < last and old[start] == new[first]:
        start, first = start + 1, first + 1
    while start < end and first < last and old[end - 1] == new[last - 1]:
        end, last = end - 1, last - 1
    return start, end, first, last


def _kept(old: Sequence[str], new: Sequence[str], place: _Difference) -> Iterator[_Run]:
    """Yield what both have, words with the blanks between them."""
    start, end, first, last = place
    here = [at for at in range(start, end) if not old[at].isspace()]
    there = [at for at in range(first, last) if not new[at].isspace()]
    shared = {old[at] for at in here}.intersection([new[at] for at in there])
    if not shared or len(shared) > sys.maxunicode - 2:
        return
    # Each word both have becomes one character; what only one has becomes one that the other cannot have.
    code = {word: chr(number) for number, word in enumerate(shared, 2)}
    left = "".join([code.get(old[at], "\0") for at in here])
    right = "".join([code.get(new[at], "\1") for at in there])
    said = list(accumulate([weight(old[at]) for at in here], initial=0))
    for a, b, size in _Matching(left, right, said).runs((0, len(left), 0, len(right))):
        i, j = here[a], there[b]
        length = here[a + size - 1] + 1 - i
        if old[i : i + length] == new[j : j + length]:
            yield i, j, length
        else:  # the same words, but other blanks between them
            yield from ((here[a + step], there[b + step], 1) for step in range(size))


class _Matching(NamedTuple):
    """Two wordings, a character for each word, and what the left one has said up to each of its words."""

    left: str
    right: str
    said: list[int]

    def runs(self, place: _Difference, turn: int = 0) -> list[_Run]:
        """Return the words that are kept in this place, from this pass on."""
        i, end, j, _ = place
        start, stop, first, halt = inner = _trimmed(self.left, self.right, place)
        found = [(i, j, start - i)] if i < start else []
        if turn < len(_PASSES) and not set(self.left[start:stop]).isdisjoint(self.right[first:halt]):
            i, j = start, first
            for a, b, size in (*self._anchors(inner, *_PASSES[turn]), (stop, halt, 0)):
                if i < a and j < b:
                    found += self.runs((i, a, j, b), turn + 1)
                if size:
                    found.append((a, b, size))
                i, j = a + size, b + size
        if stop < end:
            found.append((stop, halt, end - stop))
        return found

    def _anchors(self, place: _Difference, size: int, least: int) -> list[_Run]:
        """Return what both have of runs of ``size`` words that say enough, each word once."""
        start, end, first, last = place
        left, right, said = self.left, self.right, self.said
        here = [at for at in range(start, end - size + 1) if said[at + size] - said[at] >= least]
        runs = [left[at : at + size] for at in here]
        there = range(first, last - size + 1)
        others = [right[at : at + size] for at in there]
        shared = set(runs).intersection(others)
        if not shared or len(runs) * len(others) > _MOST:
            return []
        code = {run: chr(number) for number, run in enumerate(shared)}
        here = [at for at, run in zip(here, runs, strict=True) if run in shared]
        found = Indel.editops(
            "".join([code[run] for run in runs if run in shared]),
            "".join([code[run] for run in others if run in shared]),
        )
        there_too = [at for at, run in zip(there, others, strict=True) if run in shared]
        return _without_overlap(
            (here[block.a + step], there_too[block.b + step], size)
            for block in found.as_matching_blocks()
            for step in range(block.size)
        )


def _without_overlap(runs: Iterable[_Run]) -> list[_Run]:
    """Runs in order that may share words: give each word to the first, and join what follows directly."""
    found: list[_Run] = []
    i = j = 0
    for a, b, size in runs:
        late = max(i - a, j - b, 0)
        if late >= size:
            continue
        if found and (a + late, b + late) == (i, j):
            begin, other, length = found[-1]
            found[-1] = (begin, other, length + size - late)
        else:
            found.append((a + late, b + late, size - late))
        i, j = a + size, b + size
    return found


def _settled(differences: Sequence[_Difference], old: Sequence[str], new: Sequence[str]) -> Iterator[_Difference]:
    """Move each insertion or deletion to where it reads best among the places where it says the same."""
    floor = 0
    for number, (start, end, first, last) in enumerate(differences, 1):
        step = 0
        if start == end or first == last:
            ceiling = differences[number][0] - 1 if number < len(differences) else len(old)
            words, at, to = (new, first, last) if start == end else (old, start, end)
            step = _best_step(words, at, to, left=start - floor, right=ceiling - end)
        yield start + step, end + step, first + step, last + step
        floor = end + step + 1


def _best_step(words: Sequence[str], start: int, end: int, *, left: int, right: int) -> int:
    """Return by how much to move the piece of ``words``, at most so far to either side."""
    lowest = highest = 0
    while -lowest < left and words[start + lowest - 1] == words[end + lowest - 1]:
        lowest -= 1
    while highest < right and words[start + highest] == words[end + highest]:
        highest += 1
    return max(range(lowest, highest + 1), key=lambda step: _edge(words, start + step) + _edge(words, end + step))


def _edge(words: Sequence[str], at: int) -> int:
    """How good a place is to begin or end an edit: the end of the text 6, of a sentence 5, … inside a word 0."""
    if at in (0, len(words)):
        return 6
    before, after = words[at - 1], words[at]
    blank = before.isspace()
    if blank:
        before = words[at - 2] if at > 1 else "."
    if (blank or not after.isspace()) and weight(before) == NOTHING and before not in _OPENING:
        return 5 if before in _SENTENCE_ENDS else 4
    if blank:
        return 3
    return 1 if weight(after) == NOTHING else 0

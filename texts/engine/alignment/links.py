"""Which paragraph as it was is which paragraph as it is to be, by what the file itself says, then by likeness."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ..likeness import likeness, paired
from ..tracked import Paragraph
from .sides import Side


class How(StrEnum):
    """What links two sides of a clause. By its name or by likeness it may have moved."""

    WORDS = "words"
    MARK = "mark"
    NAMED_MOVE = "named_move"
    LIKENESS = "likeness"
    WANDERED = "wandered"

    @property
    def is_move(self) -> bool:
        """Does the clause stand elsewhere now?"""
        return self in (How.NAMED_MOVE, How.WANDERED)

    @property
    def is_stated(self) -> bool:
        """Does the file itself say so?"""
        return self in (How.WORDS, How.MARK, How.NAMED_MOVE)


@dataclass(frozen=True, slots=True)
class Link:
    """The paragraph at ``old`` has become the one at ``new``."""

    old: int
    new: int
    how: How


def links_between(paragraphs: Sequence[Paragraph], olds: Sequence[Side], news: Sequence[Side]) -> list[Link]:
    """Link each paragraph as it was with at most one as it is to be, and the other way round.

    Where paragraphs were merged or split, those go together that share most of the words that stayed. What was
    rewritten as a whole keeps its place by the mark of its paragraph. The rest are links by likeness.
    """
    stated = [*_by_words(paragraphs, olds, news)]
    stated += _by_marks(paragraphs, olds, news, stated)
    moves = [*_by_names(paragraphs, olds, news, stated)]
    return stated + moves + [*_by_likeness(olds, news, stated, moves)]


def places(sides: Sequence[Side]) -> dict[int, int]:
    """In which of these each tracked paragraph ended up."""
    return {part: place for place, side in enumerate(sides) for part in side.parts}


def _by_words(paragraphs: Sequence[Paragraph], olds: Sequence[Side], news: Sequence[Side]) -> Iterator[Link]:
    was, now = places(olds), places(news)
    shared: Counter[tuple[int, int]] = Counter()
    for part, each in enumerate(paragraphs):
        stayed = sum(len(run.text.strip()) for run in each.runs if not run.inserted and not run.deleted)
        if stayed and part in was and part in now:
            shared[was[part], now[part]] += stayed
    gone, taken = set[int](), set[int]()
    for (old, new), _size in sorted(shared.items(), key=lambda each: (-each[1], each[0])):
        if old not in gone and new not in taken:
            gone.add(old)
            taken.add(new)
            yield Link(old, new, How.WORDS)


def _by_marks(
    paragraphs: Sequence[Paragraph], olds: Sequence[Side], news: Sequence[Side], links: Sequence[Link]
) -> Iterator[Link]:
    """Only where none of the words stayed: the mark at the end of a paragraph did, so it is still the same one."""
    was, now = places(olds), places(news)
    done_old, done_new = {link.old for link in links}, {link.new for link in links}
    for part, each in enumerate(paragraphs):
        if each.inserted or each.deleted or part not in was or part not in now:
            continue
        old, new = was[part], now[part]
        if old not in done_old and new not in done_new and olds[old].parts[-1] == news[new].parts[-1] == part:
            yield Link(old, new, How.MARK)


def _by_names(
    paragraphs: Sequence[Paragraph], olds: Sequence[Side], news: Sequence[Side], links: Sequence[Link]
) -> Iterator[Link]:
    """What the file calls moved: the same name where it went away and where it came to, most alike first."""
    done_old, done_new = {link.old for link in links}, {link.new for link in links}
    left = _names(paragraphs, olds, done_old, inserted=False)
    come = _names(paragraphs, news, done_new, inserted=True)
    alike = [
        (-likeness(olds[old].wording, news[new].wording), old, new)
        for old, names in left.items()
        for new, others in come.items()
        if names & others
    ]
    for how, old, new in sorted(alike):
        if how and old in left and new in come:
            del left[old], come[new]
            yield Link(old, new, How.NAMED_MOVE)


def _names(
    paragraphs: Sequence[Paragraph], sides: Sequence[Side], done: set[int], *, inserted: bool
) -> dict[int, set[str]]:
    """The moves in which each side's words take part, if any."""
    found = {}
    for place, side in enumerate(sides):
        runs = [run for part in side.parts for run in paragraphs[part].runs if run.moved]
        names = {run.moved for run in runs if (run.inserted if inserted else run.deleted)}
        if names and place not in done:
            found[place] = names
    return found


def _by_likeness(
    olds: Sequence[Side], news: Sequence[Side], links: Sequence[Link], moves: Sequence[Link]
) -> Iterator[Link]:
    """What was taken away and put in again, reworded, in the same place or elsewhere."""
    gone, come = {link.old for link in moves}, {link.new for link in moves}
    left = [place for place in range(len(olds)) if place not in gone]
    right = [place for place in range(len(news)) if place not in come]
    known = {link.old: link.new for link in links}
    here, there = {place: at for at, place in enumerate(left)}, {place: at for at, place in enumerate(right)}
    for pair in paired(
        [olds[place].wording for place in left],
        [news[place].wording for place in right],
        known=[(here[old], there[new]) for old, new in known.items()],
    ):
        if left[pair.old] not in known:
            yield Link(left[pair.old], right[pair.new], How.WANDERED if pair.wandered else How.LIKENESS)

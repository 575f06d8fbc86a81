"""Which paragraphs of one text are which of another, by their words alone.

Words are counted, not letters: two clauses that share the small words of their language are not alike. In order first
(the heaviest set of pairs that do not cross), then what wandered.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from .chains import straight
from .folding import folded
from .tokens import cut, weight

# Of all words of two wordings, so many are common and in order: less is another clause.
ALIKE = 0.5
# What stands elsewhere must be more alike to be the same, and must say something.
WANDERED, LEAST_WORDS = 0.8, 4
# Above so many pairs in one gap, only wordings near the same place in it are compared.
_MOST_PAIRS = 1_000_000
_FIRST_SIGN = 0x100


@dataclass(frozen=True, slots=True)
class Pair:
    """The wording at ``old`` is the one at ``new``; 1.0 where they say the same. ``wandered``: against the order."""

    old: int
    new: int
    likeness: float
    wandered: bool = False


class Wordings:
    """Wordings that are compared with each other: each word is one sign, so that comparing is quick."""

    def __init__(self) -> None:
        self._signs: dict[str, str] = {}

    def __call__(self, wording: str) -> str:
        """The wording with a sign for each word, blanks and marks left out unless there is nothing else."""
        tokens = [token for token in cut(folded(wording).casefold()) if not token.isspace()]
        words = [token for token in tokens if weight(token)] or tokens
        return "".join([self._sign(word) for word in words])

    def _sign(self, word: str) -> str:
        sign = self._signs.get(word)
        if sign is None:
            code = _FIRST_SIGN + len(self._signs)
            sign = self._signs[word] = chr(code + 0x800 if code >= 0xD800 else code)  # halves of signs left out
        return sign


def likeness(old: str, new: str) -> float:
    """How much of two wordings is common, from 0 to 1; blanks, case and punctuation count nothing."""
    wordings = Wordings()
    return _alike(wordings(old), wordings(new))


def paired(olds: Sequence[str], news: Sequence[str], *, known: Iterable[tuple[int, int]] = ()) -> list[Pair]:
    """Find each old wording among the new ones, each at most once; sorted by the old ones' order.

    ``known`` pairs are taken as they are. What is alike and in order is paired first, then what is very much alike
    and long enough elsewhere. What ``bench/texts/aligning.py`` measures is the worst: 300 against 300, none the same.
    """
    sides = _Sides(olds, news)
    given = dict(known)
    fixed = straight(sides.sized(given.items()))
    found = [*given.items()]
    for gap in _gaps(fixed, len(olds), len(news)):
        found += sides.in_order(gap, set(given), set(given.values()))
    in_order = set(straight(sides.sized(found)))
    done = {old: Pair(old, new, sides.alike(old, new), (old, new) not in in_order) for old, new in found}
    for pair in sides.wandered(done.keys(), {each.new for each in done.values()}):
        done[pair.old] = pair
    return [done[old] for old in sorted(done)]


# From and to in the old ones, then in the new ones.
_Gap = tuple[int, int, int, int]


class _Sides:
    """The two texts in signs."""

    def __init__(self, olds: Sequence[str], news: Sequence[str]) -> None:
        wordings = Wordings()
        self.olds = [wordings(each) for each in olds]
        self.news = [wordings(each) for each in news]

    def alike(self, old: int, new: int) -> float:
        return _alike(self.olds[old], self.news[new])

    def sized(self, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], float]:
        """What each pair weighs: its likeness, and more for longer ones."""
        return {(old, new): (0.1 + self.alike(old, new)) * (4 + min(len(self.olds[old]), 60)) for old, new in pairs}

    def in_order(self, gap: _Gap, not_old: set[int], not_new: set[int]) -> list[tuple[int, int]]:
        """Pairs inside a gap that do not cross: first wordings that are the same and stand once on each side."""
        start, end, first, last = gap
        olds = [at for at in range(start, end) if at not in not_old]
        news = [at for at in range(first, last) if at not in not_new]
        anchors = straight(self.sized(self._same(olds, news)))
        found = [*anchors]
        for a, b, c, d in _gaps(anchors, end, last, start, first):
            inner = [at for at in olds if a <= at < b], [at for at in news if c <= at < d]
            found += straight(self.sized(self._candidates(*inner)))
        return sorted(found)

    def wandered(self, not_old: Iterable[int], not_new: Iterable[int]) -> Iterator[Pair]:
        """What is left and found at another place, the most alike first."""
        gone, taken = set(not_old), set(not_new)
        olds = [at for at, signs in enumerate(self.olds) if at not in gone and len(signs) >= LEAST_WORDS]
        news = [at for at, signs in enumerate(self.news) if at not in taken and len(signs) >= LEAST_WORDS]
        alike = [(self._over(WANDERED, old, new), old, new) for old in olds for new in news]
        for how, old, new in sorted((each for each in alike if each[0]), key=lambda each: (-each[0], *each[1:])):
            if old not in gone and new not in taken:
                gone.add(old)
                taken.add(new)
                yield Pair(old, new, how, wandered=True)

    def _same(self, olds: Sequence[int], news: Sequence[int]) -> list[tuple[int, int]]:
        once = Counter(self.olds[at] for at in olds), Counter(self.news[at] for at in news)
        places = {self.news[at]: at for at in news}
        return [(at, places[self.olds[at]]) for at in olds if once[0][self.olds[at]] == once[1][self.olds[at]] == 1]

    def _candidates(self, olds: Sequence[int], news: Sequence[int]) -> list[tuple[int, int]]:
        many = len(olds) * len(news) > _MOST_PAIRS
        reach = _MOST_PAIRS // (2 * len(olds)) if many else len(news)
        found = []
        for place, old in enumerate(olds):
            middle = place * len(news) // len(olds)
            near = news[max(0, middle - reach) : middle + reach] if many else news
            found += [(old, new) for new in near if self._over(ALIKE, old, new)]
        return found

    def _over(self, least: float, old: int, new: int) -> float:
        """How alike they are, 0.0 below ``least``."""
        one, other = self.olds[old], self.news[new]
        if one == other:
            return 1.0
        return Indel.normalized_similarity(one, other, score_cutoff=least) if one and other else 0.0


def _alike(one: str, other: str) -> float:
    return Indel.normalized_similarity(one, other)


def _gaps(pairs: Sequence[tuple[int, int]], end: int, last: int, start: int = 0, first: int = 0) -> Iterator[_Gap]:
    """What stands between pairs in order, on both sides."""
    for (old, new), (next_old, next_new) in pairwise([(start - 1, first - 1), *pairs, (end, last)]):
        if old + 1 < next_old and new + 1 < next_new:
            yield old + 1, next_old, new + 1, next_new

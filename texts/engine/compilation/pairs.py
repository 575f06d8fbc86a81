"""How rivals stand to each other, pair by pair."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from ..changes import Change
from ..collision import Relation, relation


def related(base: str, changes: Sequence[Change]) -> Iterator[tuple[int, int, Relation]]:
    """Yield each pair of positions with its relation."""
    for (one, first), (other, second) in combinations(enumerate(changes), 2):
        yield one, other, relation(base, first, second)

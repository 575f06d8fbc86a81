"""Of many possible pairs between two sequences, the most that can hold without crossing."""

from bisect import bisect_left
from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple, Optional

Pairing = tuple[int, int]


class _Chain(NamedTuple):
    """Pairs in order: their weight together, the last of them, and the chain before it."""

    weight: float
    pair: Pairing
    before: Optional["_Chain"]


def straight(pairs: Mapping[Pairing, float]) -> list[Pairing]:
    """The heaviest set of pairs of which none crosses another or shares a side with it, in order.

    Weights are above nought. Takes n log n for n pairs.
    """
    # The best chain up to each new place; places and weights both ascend.
    places: list[int] = []
    chains: list[_Chain] = []
    for _old, row in groupby(sorted(pairs), key=lambda pair: pair[0]):
        longer = []
        for pair in row:
            at = bisect_left(places, pair[1])
            before = chains[at - 1] if at else None
            longer.append(_Chain(pairs[pair] + (before.weight if before else 0.0), pair, before))
        for chain in longer:
            _enter(chain, places, chains)
    found = []
    last = chains[-1] if chains else None
    while last:
        found.append(last.pair)
        last = last.before
    return found[::-1]


def _enter(chain: _Chain, places: list[int], chains: list[_Chain]) -> None:
    """Keep a chain that weighs more than those that end no later; drop those that end later and weigh no more."""
    place = chain.pair[1]
    at = bisect_left(places, place)
    if at and chains[at - 1].weight >= chain.weight:
        return
    if at < len(places) and places[at] == place and chains[at].weight >= chain.weight:
        return
    end = at
    while end < len(places) and chains[end].weight <= chain.weight:
        end += 1
    places[at:end] = [place]
    chains[at:end] = [chain]

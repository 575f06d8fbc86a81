"""The pairs that are measured get the right verdict, each kind of them."""

from collections import Counter

from bench.texts.carrying import PAIRS, clauses, pairs
from texts.engine.succession import carried


def test_every_pair_of_amendments_gets_the_right_verdict() -> None:
    base = clauses()
    found = list(pairs(base))

    wrong = [
        (pair.kind, pair.change, answer)
        for pair in found
        for answer in carried([pair.change], base=base, adopted=pair.adopted)
        if not pair.is_right(answer)
    ]

    assert wrong == []
    assert set(Counter(pair.kind for pair in found).values()) == {PAIRS // 5}

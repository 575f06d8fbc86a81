"""Pairs that do not cross."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from texts.engine.chains import straight

pairs = st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(1, 9).map(float), max_size=9)


def is_straight(some):
    return all(one[0] < other[0] and one[1] < other[1] for one, other in combinations(sorted(some), 2))


@given(pairs)
@settings(deadline=None)
def test_no_other_set_without_crossings_weighs_more(weights):
    found = straight(weights)

    best = max(
        (
            sum(weights[pair] for pair in some)
            for size in range(len(weights) + 1)
            for some in combinations(weights, size)
            if is_straight(some)
        ),
    )
    assert found == sorted(found)
    assert is_straight(found)
    assert sum(weights[pair] for pair in found) == best

"""Finding the clauses of one text in another, by their words."""

import random
from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from texts.engine.likeness import Pair, likeness, paired

FIRST = "that the Internet has evolved into a powerful vehicle for innovation;"
SECOND = "that international cooperation is essential for developing countries;"
THIRD = "that paragraph 69 of the Tunis Agenda calls for enhanced cooperation;"


def test_blanks_case_and_marks_count_nothing():
    assert likeness("that  the Internet, has", "That the internet has;") == 1.0
    assert likeness("noting", "considering") == 0.0
    assert 0.6 < likeness(FIRST, FIRST.replace("powerful", "very weak")) < 1.0


def test_reworded_clauses_are_found_in_order():
    news = ["An altogether new beginning", FIRST.replace("vehicle", "means"), THIRD.replace("calls", "asks")]

    assert [(pair.old, pair.new, pair.wandered) for pair in paired([FIRST, SECOND, THIRD], news)] == [
        (0, 1, False),
        (2, 2, False),
    ]


def test_short_ones_that_are_the_same_are_told_by_what_stands_around_them():
    olds = ["considering", FIRST, "noting", "noting", SECOND]
    news = ["considering", "noting", SECOND]

    assert [(pair.old, pair.new) for pair in paired(olds, news)] in ([(0, 0), (2, 1), (4, 2)], [(0, 0), (3, 1), (4, 2)])


def test_what_wandered_is_found_and_says_so():
    assert paired([FIRST, SECOND, THIRD], [SECOND, THIRD, FIRST]) == [
        Pair(0, 2, 1.0, wandered=True),
        Pair(1, 0, 1.0),
        Pair(2, 1, 1.0),
    ]


def test_a_short_heading_does_not_wander():
    assert paired(["noting", FIRST, SECOND], [FIRST, SECOND, "noting"]) == [Pair(1, 0, 1.0), Pair(2, 1, 1.0)]


def test_known_pairs_hold_whatever_they_say():
    assert [(pair.old, pair.new) for pair in paired([FIRST, SECOND], ["another", FIRST], known=[(0, 0)])] == [(0, 0)]


def test_scripts_without_blanks_are_compared_by_characters():
    assert likeness("互联网已经发展成为强大的工具", "互联网已经发展成为非常强大的工具") > 0.9


def test_three_hundred_wholly_different_clauses_take_well_under_a_second():
    rng = random.Random(3)
    words = [f"word{number}" for number in range(400)]
    sides = [[" ".join(rng.choices(words, k=40)) for _ in range(300)] for _ in range(2)]

    begin = perf_counter()
    paired(*sides)

    assert perf_counter() - begin < 0.8


wordings = st.lists(st.sampled_from(["considering", "noting", FIRST, SECOND, THIRD, "", "x y"]), max_size=8)


@given(wordings, wordings)
@settings(deadline=None)
def test_each_is_paired_once_and_what_is_in_order_does_not_cross(olds, news):
    found = paired(olds, news)

    assert len({pair.old for pair in found}) == len({pair.new for pair in found}) == len(found)
    in_order = [pair.new for pair in found if not pair.wandered]
    assert in_order == sorted(in_order)


@given(wordings)
@settings(deadline=None)
def test_a_text_is_paired_with_itself_in_order(texts):
    assert paired(texts, texts) == [Pair(place, place, 1.0) for place in range(len(texts))]

"""How deep items stand by their labels."""

import pytest

from texts.engine.levels import Levels


def depths(labels, given=None):
    """How many items stand above each."""
    levels, found = Levels(), []
    for place, label in enumerate(labels):
        above = levels.place(place, label, given[place] if given else None).above
        found.append(0 if above is None else found[above] + 1)
    return found


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("a) b) c)", [0, 0, 0]),
        ("b) b) c)", [0, 0, 0]),
        ("a) c) b) a)", [0, 0, 0, 0]),
        ("a) (i) (ii) b)", [0, 1, 1, 0]),
        ("a) i) ii) b)", [0, 1, 1, 0]),
        ("g) h) i) j)", [0, 0, 0, 0]),
        ("1. 2. (a) (b) (i) (ii) (c) 3.", [0, 0, 1, 1, 2, 2, 1, 0]),
        ("1. 1.1 1.2 2. 2.1 2.1.1 3.", [0, 1, 1, 0, 1, 2, 0]),
        ("• • – – •", [0, 0, 1, 1, 0]),
        ("أ) 1) 2) ب)", [0, 1, 1, 0]),
        ("一、 （一） （二） 二、", [0, 1, 1, 0]),
        ("а) 1) б) в)", [0, 1, 0, 0]),
        ("b) b)bis c)", [0, 0, 0]),
    ],
)
def test_labels_tell_the_depth(labels, expected):
    assert depths(labels.split()) == expected


def test_the_word_processors_own_depth_goes_first():
    assert depths(["1.", "2.", "1.", "3.", "•"], [0, 1, 2, 1, 0]) == [0, 1, 2, 1, 0]


def test_what_begins_in_the_middle_is_marked_as_a_guess():
    levels = Levels()

    assert not levels.place(0, "c)").guessed
    assert levels.place(1, "(iv)").guessed

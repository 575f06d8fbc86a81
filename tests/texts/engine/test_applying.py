"""Changes taken into a text: where everything comes to stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.engine.applying import applied
from texts.engine.changes import Change, Op
from texts.engine.outline import Clause, ClauseKind

TITLE, CONTAINER, ITEM, SUB_ITEM = ClauseKind.TITLE, ClauseKind.CONTAINER, ClauseKind.ITEM, ClauseKind.SUB_ITEM

BASE = (
    Clause("t", TITLE, "Opinion 3"),
    Clause("c", CONTAINER, "considering"),
    Clause("c1", ITEM, "that the Internet grows;", "a)", "c"),
    Clause("c2", ITEM, "that it is used;", "b)", "c"),
    Clause("c2i", SUB_ITEM, "at home,", "(i)", "c2"),
    Clause("r", CONTAINER, "recognizing"),
    Clause("r1", ITEM, "that it matters;", "b)", "r"),
)


def test_nothing_taken_is_the_base():
    assert applied(BASE, ()) == BASE
    assert applied(BASE, [Change(Op.NOC, clause="c1", reason="It is settled.")]) == BASE


def test_a_rewording_keeps_everything_else():
    assert applied(BASE, [Change(Op.MOD, clause="c1", wording="that it shrinks;", label="z)")])[2] == Clause(
        "c1", ITEM, "that it shrinks;", "a)", "c"
    )


def test_new_clauses_stand_in_the_order_given_beside_their_kind():
    changes = [
        Change(Op.ADD, after="c1", wording="first;", clause_kind=ITEM, label="a) bis"),
        Change(Op.ADD, after="c1", wording="second;", clause_kind=ITEM),
        Change(Op.ADD, after="c2i", wording="at work,", clause_kind=SUB_ITEM),
        Change(Op.ADD, after="r", wording="that it costs;", clause_kind=ITEM, label="a)"),
        Change(Op.ADD, after="", wording="Draft"),
    ]

    assert [(each.id, each.label, each.parent) for each in applied(BASE, changes)] == [
        ("+5", "", ""),
        ("t", "", ""),
        ("c", "", ""),
        ("c1", "a)", "c"),
        ("+1", "a) bis", "c"),
        ("+2", "", "c"),
        ("c2", "b)", "c"),
        ("c2i", "(i)", "c2"),
        ("+3", "", "c2"),
        ("r", "", ""),
        ("+4", "a)", "r"),
        ("r1", "b)", "r"),
    ]


def test_what_loses_its_heading_comes_under_the_one_above():
    left = applied(BASE, [Change(Op.SUP, clause="r"), Change(Op.SUP, clause="c2")])

    assert [(each.id, each.parent) for each in left] == [("t", ""), ("c", ""), ("c1", "c"), ("c2i", "c1"), ("r1", "c")]


def test_what_stands_below_a_new_heading_comes_under_it():
    new = Change(Op.ADD, after="c1", wording="considering further", clause_kind=CONTAINER)

    assert [(each.id, each.parent) for each in applied(BASE, [new])][3:6] == [("+1", ""), ("c2", "+1"), ("c2i", "c2")]


def test_a_moved_clause_comes_under_the_heading_of_its_new_place():
    moved = applied(BASE, [Change(Op.MOVE, clause="c1", after="r1", wording="that the Internet grew;")])

    assert moved[-1] == Clause("c1", ITEM, "that the Internet grew;", "a)", "r")
    assert [each.id for each in moved] == ["t", "c", "c2", "c2i", "r", "r1", "c1"]


def test_places_are_those_of_the_base_though_the_neighbour_goes():
    changes = [
        Change(Op.SUP, clause="c1"),
        Change(Op.ADD, after="c1", wording="instead;", clause_kind=ITEM),
        Change(Op.MOVE, clause="c2", after=""),
        Change(Op.ADD, after="c2", wording="besides;", clause_kind=ITEM),
    ]

    assert [each.id for each in applied(BASE, changes)] == ["c2", "t", "c", "+1", "+2", "c2i", "r", "r1"]


@pytest.mark.parametrize(
    "changes",
    [
        [Change(Op.MOD, clause="x", wording="?")],
        [Change(Op.ADD, after="x", wording="?")],
        [Change(Op.MOD, clause="c1", wording="one"), Change(Op.MOD, clause="c1", wording="other")],
        [Change(Op.SUP, clause="c1"), Change(Op.MOD, clause="c1", wording="one")],
        [Change(Op.SUP, clause="c1"), Change(Op.MOVE, clause="c1", after="")],
        [Change(Op.MOVE, clause="c1", after="r"), Change(Op.MOVE, clause="c1", after="")],
    ],
    ids=["no such clause", "no such place", "two wordings", "gone and reworded", "gone and moved", "two places"],
)
def test_what_cannot_be_is_refused(changes):
    with pytest.raises(ValueError, match=r"\w"):
        applied(BASE, changes)


def test_new_names_never_meet_old_ones():
    once = applied(BASE, [Change(Op.ADD, after="t", wording="one")])
    twice = applied(once, [Change(Op.ADD, after="+1", wording="two")])

    assert [each.id for each in twice][:3] == ["t", "+1", "+2"]


@given(st.permutations([each.id for each in BASE]))
def test_any_order_can_be_reached_by_moves_and_parents_stand_before(order):
    there = applied(BASE, [Change(Op.MOVE, clause=each, after="") for each in order])

    assert [each.id for each in there] == order
    places = {each.id: place for place, each in enumerate(there)}
    assert all(places[each.parent] < places[each.id] for each in there if each.parent)

"""How two changes stand to each other, and what can be taken together."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.texts.engine.wordings import wordings
from texts.engine.changes import Change, ChangeKind, Op
from texts.engine.collision import Relation, relation, together

IDENTICAL, CONTAINED = Relation.IDENTICAL, Relation.CONTAINED
OVERLAPPING, INDEPENDENT = Relation.OVERLAPPING, Relation.INDEPENDENT

BASE = "governments may consider measures, in consultation with all stakeholders, on an equal footing;"


def mod(old: str, new: str, *more: tuple[str, str]) -> Change:
    """A rewording of the base that puts one piece for another."""
    wording = BASE
    for gone, come in ((old, new), *more):
        assert wording.count(gone) == 1
        wording = wording.replace(gone, come)
    return Change(Op.MOD, "c1", wording=wording)


SHALL = mod("may", "shall")
ALL_GOVERNMENTS = mod("governments", "all governments")
SUP, NOC = Change(Op.SUP, "c1"), Change(Op.NOC, "c1")
MOVE, MOVE_AWAY = Change(Op.MOVE, "c1", "c3"), Change(Op.MOVE, "c1", "c9")
ADD = Change(Op.ADD, after="c3", wording="that youth matter;")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # The same, whatever is said about it.
        (SHALL, SHALL, IDENTICAL),
        (SHALL, Change(Op.MOD, "c1", wording=SHALL.wording + " ", kind=ChangeKind.EDITORIAL, reason="x"), IDENTICAL),
        (SUP, SUP, IDENTICAL),
        (NOC, NOC, IDENTICAL),
        (MOVE, MOVE, IDENTICAL),
        (ADD, ADD, IDENTICAL),
        # All of one is in the other.
        (SHALL, mod("may", "shall", ("with all", "with all relevant")), CONTAINED),
        (
            mod(", on an equal footing", ""),
            mod(", in consultation with all stakeholders, on an equal footing", ""),
            CONTAINED,
        ),
        (MOVE, Change(Op.MOVE, "c1", "c3", SHALL.wording), CONTAINED),
        (SHALL, Change(Op.MOVE, "c1", "c3", SHALL.wording), CONTAINED),
        # The same words, or the same place, differently.
        (SHALL, mod("may", "should"), OVERLAPPING),
        (mod("with all", "with all relevant"), mod("with all", "with all invited"), OVERLAPPING),
        (mod("with all", "with all relevant"), mod("in consultation with all stakeholders", "together"), OVERLAPPING),
        (mod("may", "may not"), SHALL, OVERLAPPING),
        (mod("consider", "carefully consider"), mod("may", "may wish to"), OVERLAPPING),
        (SUP, SHALL, OVERLAPPING),
        (NOC, SHALL, OVERLAPPING),
        (NOC, SUP, OVERLAPPING),
        (NOC, MOVE, OVERLAPPING),
        (SUP, MOVE, OVERLAPPING),
        (MOVE, MOVE_AWAY, OVERLAPPING),
        (ADD, Change(Op.ADD, after="c3", wording="that women matter;"), OVERLAPPING),
        (ADD, MOVE, OVERLAPPING),
        # Neither is in the other's way.
        (SHALL, ALL_GOVERNMENTS, INDEPENDENT),
        (SHALL, mod("consider", "take"), INDEPENDENT),
        (mod("with all", "with all relevant"), mod("footing", "basis"), INDEPENDENT),
        (MOVE, SHALL, INDEPENDENT),
        (Change(Op.MOVE, "c1", "c3", SHALL.wording), mod("footing", "basis"), INDEPENDENT),
        (ADD, Change(Op.ADD, after="c4", wording="that women matter;"), INDEPENDENT),
        (ADD, SUP, INDEPENDENT),
        (SUP, Change(Op.SUP, "c2"), INDEPENDENT),
    ],
)
def test_relations_are_told_apart(one: Change, other: Change, expected: Relation) -> None:
    assert relation(BASE, one, other) is expected
    assert relation(BASE, other, one) is expected


@given(wordings, wordings, wordings)
def test_a_relation_is_the_same_from_either_side(base: str, one: str, other: str) -> None:
    first, second = Change(Op.MOD, "c", wording=one), Change(Op.MOD, "c", wording=other)

    assert relation(base, first, second) is relation(base, second, first)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ((), BASE),
        ((SHALL,), SHALL.wording),
        ((SHALL, SHALL), SHALL.wording),
        (
            (SHALL, mod("with all", "with all relevant"), mod("footing", "basis")),
            "governments shall consider measures, in consultation with all relevant stakeholders, on an equal basis;",
        ),
        (
            (mod("governments", "states"), mod("may", "shall"), mod("consider", "take")),
            "states shall take measures, in consultation with all stakeholders, on an equal footing;",
        ),
        (
            (mod(", in consultation with all stakeholders", ""), mod(", on an equal footing", "")),
            "governments may consider measures;",
        ),
        ((SHALL, mod("may", "should")), None),
        ((mod("with all", "with all relevant"), mod("footing", "basis"), mod("with all", "with all invited")), None),
    ],
)
def test_rewordings_that_do_not_collide_are_taken_at_once(changes: tuple[Change, ...], expected: str | None) -> None:
    for ordered in permutations(changes):
        assert together(BASE, [each.wording for each in ordered]) == expected


def test_neighbouring_words_can_both_be_struck() -> None:
    assert together("x foo bar", ["x bar", "x foo"]) == "x"


def test_characters_without_blanks_are_taken_one_by_one() -> None:
    base = "政府应在国际互联网治理中发挥平等作用"

    assert together(base, [base.replace("平等", "同等"), base.replace("政府", "各国政府")]) == (
        "各国政府应在国际互联网治理中发挥同等作用"
    )


@given(wordings, wordings)
def test_one_rewording_is_taken_to_the_letter(base: str, wording: str) -> None:
    assert together(base, [wording]) == wording
    assert together(base, [wording, wording]) == wording
    assert together(base, [base, wording]) == wording


@given(wordings, st.lists(wordings, max_size=3))
def test_the_order_of_rewordings_does_not_matter(base: str, found: list[str]) -> None:
    assert together(base, found) == together(base, found[::-1])


@given(wordings, wordings, wordings)
def test_independent_changes_can_be_taken_together(base: str, one: str, other: str) -> None:
    changes = [Change(Op.MOD, "c", wording=wording) for wording in (one, other)]
    if relation(base, *changes) is not INDEPENDENT or base != " ".join(base.split()):
        return

    assert together(base, [one, other]) is not None

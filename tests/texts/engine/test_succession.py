"""Pending changes on one version, carried over to the next: places and identities."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.engine.carrying import Clash, Verdict
from texts.engine.changes import Change, Op
from texts.engine.outline import Clause, ClauseKind, Outline
from texts.engine.succession import carried

CARRIED, ADOPTED, COLLIDES = Verdict.CARRIED, Verdict.ADOPTED, Verdict.COLLIDES
CONTAINER, ITEM = ClauseKind.CONTAINER, ClauseKind.ITEM

BASE = (
    Clause("c", CONTAINER, "considering"),
    Clause("c1", ITEM, "that the Internet grows;", "a)", "c"),
    Clause("c2", ITEM, "that it is used;", "b)", "c"),
    Clause("c3", ITEM, "that it matters;", "b)", "c"),
    Clause("n", CONTAINER, "noting"),
    Clause("n1", ITEM, "that much is done;", "a)", "n"),
)
BY_ID = {clause.id: clause for clause in BASE}


def version(*ids: str, **clauses: Clause) -> Outline:
    """The clauses with these identities in this order, those given as they are."""
    return tuple(clauses.get(each) or BY_ID[each] for each in ids)


def new(wording: str, identity: str = "x") -> Clause:
    return Clause(identity, ITEM, wording, "c)", "c")


def add(after: str, wording: str = "that youth matter;") -> Change:
    return Change(Op.ADD, after=after, wording=wording)


ALL = ("c", "c1", "c2", "c3", "n", "n1")


@pytest.mark.parametrize(
    ("change", "adopted", "verdict", "change_now"),
    [
        (add("c2"), version(*ALL), CARRIED, add("c2")),
        (add(""), version(*ALL), CARRIED, add("")),
        # Its place is where it was among those that are left.
        (add("c2"), version("c", "c1", "c3", "n", "n1"), CARRIED, add("c1")),
        (add("c1"), version("c", "c2", "c3", "n", "n1"), CARRIED, add("c")),
        (add("c2"), version("c", "c2", "c1", "c3", "n", "n1"), CARRIED, add("c2")),
        # Something new elsewhere is not in its way.
        (add("c1"), version("c", "c1", "c2", "x", "c3", "n", "n1", x=new("that more;")), CARRIED, add("c1")),
        (add("c2"), version("c", "c1", "c2", "x", "c3", "n", "n1", x=new("that more;")), COLLIDES, Clash.PLACE),
        (add("c2"), version("c", "c1", "x", "c3", "n", "n1", x=new("that more;")), COLLIDES, Clash.PLACE),
        (add(""), version("x", *ALL, x=new("that more;")), COLLIDES, Clash.PLACE),
        (add("c2"), version("c", "c1", "c2", "x", "c3", "n", "n1", x=new("that youth matter;")), ADOPTED, None),
        (add("n1"), version("c", "c1", "c2", "c3"), COLLIDES, Clash.GONE),
        (add("n"), version("c", "c1", "c2", "c3", "n1"), COLLIDES, Clash.GONE),
        (add("zz"), version(*ALL), COLLIDES, Clash.GONE),
        # Moves.
        (Change(Op.MOVE, "c1", "c3"), version(*ALL), CARRIED, Change(Op.MOVE, "c1", "c3")),
        (Change(Op.MOVE, "c1", "c3"), version("c", "c2", "c3", "c1", "n", "n1"), ADOPTED, None),
        (Change(Op.MOVE, "n1", "c1"), version("c", "c1", "c2", "n1", "c3", "n"), COLLIDES, Clash.MOVED),
        # Suppressed, or another clause by now.
        (Change(Op.SUP, "c2"), version("c", "c1", "c3", "n", "n1"), ADOPTED, None),
        (Change(Op.SUP, "c2"), version("c", "c2", "c1", "c3", "n", "n1"), CARRIED, Change(Op.SUP, "c2")),
        (Change(Op.NOC, "c2"), version("c", "c1", "c3", "n", "n1"), COLLIDES, Clash.GONE),
    ],
)
def test_changes_find_their_place_in_the_next_version(
    change: Change, adopted: Outline, verdict: Verdict, change_now: Change | Clash | None
) -> None:
    [found] = carried([change], base=BASE, adopted=adopted)

    assert (found.verdict, found.change or found.clash) == (verdict, change_now)
    assert found.original == change


def test_a_change_of_a_merged_clause_follows_it() -> None:
    merged = replace(BY_ID["c1"], wording="that the Internet grows and that it is used;")
    adopted = version("c", "c1", "c3", "n", "n1", c1=merged)
    change = Change(Op.MOD, "c2", wording="that it is widely used;")

    [found] = carried([change], base=BASE, adopted=adopted, became={"c2": "c1"})

    assert found.change == Change(Op.MOD, "c1", wording="that the Internet grows and that it is widely used;")


def test_each_change_has_its_answer_in_its_place() -> None:
    changes = [Change(Op.NOC, "c1"), add("c2"), Change(Op.SUP, "n1"), add("c2", "that women matter;")]

    found = carried(changes, base=BASE, adopted=BASE)

    assert [each.original for each in found] == changes
    assert [each.change for each in found] == changes


@given(st.permutations(ALL), st.sets(st.sampled_from(ALL)), st.lists(st.sampled_from(ALL)))
def test_whatever_is_adopted_no_change_is_lost(order: list[str], gone: set[str], touched: list[str]) -> None:
    changes = [
        Change(op, "" if op is Op.ADD else each, each if op in (Op.ADD, Op.MOVE) else "", "new")
        for each in touched
        for op in Op
    ]

    found = carried(changes, base=BASE, adopted=version(*(each for each in order if each not in gone)))

    assert [each.original for each in found] == changes
    assert all((each.verdict is CARRIED) == (each.change is not None) for each in found)

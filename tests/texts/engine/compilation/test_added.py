"""New clauses, at their place."""

from texts.engine.changes import Change, Op
from texts.engine.compilation import Proposal, compiled
from texts.engine.outline import Clause, ClauseKind

BASE = (Clause("a", ClauseKind.ITEM, "the base;", "a)"),)


def add(wording, *, after="a", **fields):
    return Change(Op.ADD, after=after, wording=wording, **fields)


def container(wording):
    return add(wording, clause_kind=ClauseKind.CONTAINER)


def added(**proposals):
    """What is added after the only clause, by wording and sources; each source says what it adds."""
    found = compiled(BASE, [Proposal(name, (name,), tuple(changes)) for name, changes in proposals.items()])
    return [(each.wording, "".join(each.sources)) for each in found.clauses[0].added]


def test_new_clauses_stand_after_the_clause_that_they_follow():
    found = compiled(BASE, [Proposal("x", ("Ana",), (add("after;"), add("before;", after="")))])

    assert [each.wording for each in found.opening] == ["before;"]
    assert [each.wording for each in found.clauses[0].added] == ["after;"]


def test_several_of_one_source_keep_its_order():
    assert added(A=[add("x"), add("y")], B=[add("z")]) == [("x", "A"), ("y", "A"), ("z", "B")]


def test_identical_ones_are_folded_and_what_stands_before_them_stays_before():
    assert added(A=[add("x"), add("z")], B=[add("y"), add("z")]) == [("x", "A"), ("y", "B"), ("z", "AB")]


def test_sources_that_want_opposite_orders_lose_nothing():
    assert added(A=[add("x"), add("y")], B=[add("y"), add("x")]) == [("x", "AB"), ("y", "AB")]


def test_items_stay_with_the_new_container_they_stand_under():
    assert added(
        A=[container("invites"), add("one")],
        B=[add("here"), container("invites"), add("two")],
        C=[container("urges"), add("one")],
    ) == [("here", "B"), ("invites", "AB"), ("one", "A"), ("two", "B"), ("urges", "C"), ("one", "C")]


def test_labels_are_those_of_the_first_source_that_has_one():
    found = compiled(
        BASE,
        [
            Proposal("1", ("Ana",), (add("x"),)),
            Proposal("2", ("Ben",), (add("x", label="b)", clause_kind=ClauseKind.ITEM),)),
            Proposal("3", ("Eva",), (add("x", label="c)"),)),
        ],
    )

    (new,) = found.clauses[0].added
    assert new.label == "b)"
    assert [each.as_labelled for each in new.backers] == ["", "", "c)"]

"""Two versions in one order: nothing is lost of either, and few clauses count as moved."""

from hypothesis import given
from hypothesis import strategies as st

from texts.engine.outline import Clause, ClauseKind
from texts.engine.redline import after, before
from texts.engine.successive import laid_over


def outline(*names: str) -> tuple[Clause, ...]:
    return tuple(Clause(name[0], ClauseKind.ITEM, f"that {name} flies") for name in names)


NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(NAMES, NAMES)
def test_each_version_reads_in_its_own_order(old, new):
    base, adopted = outline(*old), outline(*(name + "x" for name in new))

    laid = laid_over(base, adopted)

    assert tuple(each.after for each in laid if each.after) == adopted
    assert tuple(each.before for each in laid if each.before and not (each.moved and each.after)) == base


@given(NAMES, NAMES)
def test_pieces_say_what_comes_and_what_goes(old, new):
    for each in laid_over(outline(*old), outline(*(name + "x" for name in new))):
        assert before(each.pieces) == (each.before.wording if each.before else "")
        assert after(each.pieces) == (each.after.wording if each.after else "")


def test_one_clause_that_moved_is_the_only_one_that_did():
    laid = laid_over(outline("a", "b", "c", "d"), outline("b", "c", "d", "a"))

    assert [(each.clause.id, each.moved, each.after is None) for each in laid] == [
        ("a", True, True),
        ("b", False, False),
        ("c", False, False),
        ("d", False, False),
        ("a", True, False),
    ]
    assert not laid[1].is_changed
    assert laid[0].is_changed


def test_other_label_is_told():
    old = Clause("a", ClauseKind.ITEM, "that it flies", "a)")
    new = Clause("a", ClauseKind.ITEM, "that it flies", "b)")

    (laid,) = laid_over((old,), (new,))

    assert (laid.was_label, laid.is_changed) == ("a)", True)

"""Mending an outline: nothing is lost, and everything stands under something that can hold it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.engine.outline import ClauseKind
from texts.engine.reading import Plain
from texts.intake.correcting import (
    LeaveOut,
    Merge,
    Move,
    Part,
    PutBack,
    Restate,
    as_outline,
    corrected,
    left_out,
    understood,
)

TITLE, CONTAINER, ITEM = ClauseKind.TITLE, ClauseKind.CONTAINER, ClauseKind.ITEM
SUB_ITEM, PARAGRAPH = ClauseKind.SUB_ITEM, ClauseKind.PARAGRAPH
LINES = (
    "OPINION 3",
    "considering",
    "a) that herons fly;",
    "b) that cables lie,",
    "invites States",
    "to look after both.",
)
PARAGRAPHS = [Plain(line) for line in LINES]


@pytest.fixture
def parts() -> list[Part]:
    return understood(PARAGRAPHS)


def told(parts: list[Part]) -> list[tuple[str, str, str, int | None]]:
    return [(part.kind.value, part.label, part.wording, part.parent) for part in parts]


def test_first_understanding_keeps_where_each_was_read(parts):
    assert [part.sources for part in parts] == [(0,), (1,), (2,), (3,), (4,), (5,)]
    assert [part.parent for part in parts] == [None, None, 1, 1, None, 4]


def test_saying_what_a_clause_is_settles_its_doubts_and_its_place(parts):
    found = corrected(parts, Restate(5, ITEM, "1.", ("to look after both.",)), PARAGRAPHS)

    assert told(found)[5] == ("item", "1.", "to look after both.", 4)
    assert found[5].doubts == ()


def test_a_heading_that_becomes_a_paragraph_gives_its_items_to_the_heading_before(parts):
    found = corrected(parts, Restate(4, PARAGRAPH, "", ("invites States",)), PARAGRAPHS)

    assert [part.parent for part in found] == [None, None, 1, 1, 1, 1]


def test_a_paragraph_that_becomes_a_heading_takes_what_follows(parts):
    found = corrected(parts, Restate(3, CONTAINER, "", ("noting",)), PARAGRAPHS)
    found = corrected(found, Restate(5, ITEM, "c)", ("to look after both.",)), PARAGRAPHS)
    found = corrected(found, LeaveOut(4), PARAGRAPHS)

    assert told(found)[3:] == [("container", "", "noting", None), ("item", "c)", "to look after both.", 3)]


def test_an_empty_line_splits_a_clause_and_each_part_keeps_its_own_label(parts):
    found = corrected(parts, Restate(2, ITEM, "a)", ("that herons fly;", "a bis) that they nest;")), PARAGRAPHS)

    assert told(found)[2:5] == [
        ("item", "a)", "that herons fly;", 1),
        ("item", "a bis)", "that they nest;", 1),
        ("item", "b)", "that cables lie,", 1),
    ]
    assert [part.sources for part in found[2:4]] == [(2,), (2,)]


def test_merging_keeps_all_words_and_both_paragraphs(parts):
    found = corrected(parts, Merge(3), PARAGRAPHS)

    assert told(found)[2] == ("item", "a)", "that herons fly;\nb) that cables lie,", 1)
    assert found[2].sources == (2, 3)
    assert found[4].parent == 3


def test_moving_a_clause_brings_it_under_the_heading_where_it_stands_now(parts):
    found = corrected(parts, Move(3, 1), PARAGRAPHS)

    assert told(found)[3:5] == [("container", "", "invites States", None), ("item", "b)", "that cables lie,", 3)]


def test_what_was_left_out_can_be_put_back_where_it_was(parts):
    without = corrected(parts, LeaveOut(1), PARAGRAPHS)

    assert left_out(without, PARAGRAPHS) == [1]
    assert told(corrected(without, PutBack(1), PARAGRAPHS))[1] == ("container", "", "considering", None)


def test_items_of_a_heading_that_is_left_out_do_not_point_at_nothing(parts):
    found = corrected(parts, LeaveOut(1), PARAGRAPHS)

    assert [part.parent for part in found] == [None, None, None, None, 3]


@pytest.mark.parametrize(
    "correction",
    [
        Merge(0),
        Merge(6),
        Move(0, -1),
        Move(5, 1),
        LeaveOut(9),
        PutBack(0),
        Restate(2, ITEM, "", (" ",)),
        Restate(-1, ITEM, "", ("x",)),
    ],
)
def test_what_makes_no_sense_is_refused(parts, correction):
    with pytest.raises(ValueError, match=r"no such place|say something"):
        corrected(parts, correction, PARAGRAPHS)


def test_stored_and_read_back_it_is_the_same(parts):
    assert [Part.from_json(part.to_json()) for part in parts] == parts
    assert set(parts[0].to_json()) == {"kind", "label", "wording", "parent", "from", "doubts"}


def test_as_outline_names_parents(parts):
    assert [clause.parent for clause in as_outline(parts, identify="n{}".format)] == ["", "", "n1", "n1", "", "n4"]


at = st.integers(0, 7)
corrections = st.lists(
    st.one_of(
        st.builds(Restate, at, st.sampled_from(list(ClauseKind)), st.just("x)"), st.just(("some words", "a) more"))),
        st.builds(Merge, at),
        st.builds(Move, at, st.integers(-3, 3)),
        st.builds(LeaveOut, at),
        st.builds(PutBack, at),
    ),
    max_size=12,
)


@given(corrections)
def test_whatever_is_mended_parents_stand_before_and_every_paragraph_is_somewhere(given_corrections):
    parts = understood(PARAGRAPHS)

    for correction in given_corrections:
        try:
            parts = corrected(parts, correction, PARAGRAPHS)
        except ValueError:
            continue
        assert all(part.parent is None or part.parent < place for place, part in enumerate(parts))
        read = {source for part in parts for source in part.sources}
        assert read | set(left_out(parts, PARAGRAPHS)) == set(range(len(PARAGRAPHS)))

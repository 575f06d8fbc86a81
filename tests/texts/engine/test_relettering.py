"""Lettering anew: lists count on as they did, without gap or repetition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.engine.counting import written
from texts.engine.lettering import countings
from texts.engine.outline import Clause, ClauseKind
from texts.engine.relettering import relettered

ITEM, SUB, CONTAINER = ClauseKind.ITEM, ClauseKind.SUB_ITEM, ClauseKind.CONTAINER


def listed(*labels, parent="k", kind=ITEM):
    return tuple(Clause(f"{parent}{place}", kind, "words", label, parent) for place, label in enumerate(labels))


def head(name="k"):
    return Clause(name, CONTAINER, "considering")


def labels_of(outline):
    return [clause.label for clause in outline if clause.kind is not CONTAINER]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (["a)", "b)", "c)"], ["a)", "b)", "c)", "d)", "e)"]),
        (["(a)", "(a)", "(d)"], ["(a)", "(b)", "(c)", "(d)", "(e)"]),
        (["1.", "2."], ["1.", "2.", "3.", "4."]),
        (["i)", "ii)", "iii)"], ["i)", "ii)", "iii)", "iv)", "v)"]),
        (["h)", "i)", "j)"], ["h)", "i)", "j)", "k)", "l)"]),
        (["أ)", "ب)", "ج)"], ["أ)", "ب)", "ج)", "د)", "هـ)"]),
        (["一、", "二、"], ["一、", "二、", "三、", "四、"]),
        (["а)", "б)"], ["а)", "б)", "в)", "г)"]),
        (["٩)", "١٠)"], ["٩)", "١٠)", "١١)", "١٢)"]),
        (["PP 1", "PP 2"], ["PP 1", "PP 2", "PP 3", "PP 4"]),
        (["b)", "b) bis"], ["b)", "c)", "d)", "e)"]),
    ],
)
def test_new_clauses_are_counted_in_the_numerals_of_their_list(before, expected):
    base = (head(), *listed(*before))
    new = (Clause("+1", ITEM, "new", "", "k"), Clause("+2", ITEM, "new", "z bis)", "k"))

    assert labels_of(relettered((*base[:2], *new, *base[2:]), base)) == expected


def test_gap_that_a_suppression_leaves_is_closed_from_the_beginning():
    base = (head(), *listed("a)", "b)", "c)"))

    assert labels_of(relettered((base[0], *base[2:]), base)) == ["a)", "b)"]


def test_lists_begin_anew_or_go_on_as_they_did():
    first, second = listed("a)", "b)"), listed("a)", "b)", parent="m")
    base = (head(), *first, head("m"), *second)
    assert labels_of(relettered((*base[:2], *base[3:]), base)) == ["a)", "a)", "b)"]

    going_on = listed("c)", "d)", parent="m")
    base = (head(), *first, head("m"), *going_on)
    assert labels_of(relettered((*base[:2], *base[3:]), base)) == ["a)", "b)", "c)"]


def test_list_that_lost_its_first_letter_gets_it_back_and_an_excerpt_begins_where_it_did():
    base = (head(), *listed("a)", "b)"), head("m"), *listed("b)", "b)", "c)", parent="m"))
    assert labels_of(relettered(base, base)) == ["a)", "b)", "a)", "b)", "c)"]

    excerpt = (head(), *listed("12.", "14."))
    assert labels_of(relettered(excerpt, excerpt)) == ["12.", "13."]


def test_what_had_no_label_has_none_and_is_not_counted():
    base = (head(), *listed("a)", "", "b)"))

    assert labels_of(relettered((*base, Clause("+1", ITEM, "new", "", "k")), base)) == ["a)", "", "b)", "c)"]


@pytest.mark.parametrize("labels", [["", ""], ["•", "•"], ["Note", ""]])
def test_list_that_does_not_count_is_left_as_it_is(labels):
    base = (head(), *listed(*labels))

    assert relettered((*base, Clause("+1", ITEM, "new", "•", "k")), base)[:-1] == base


def test_decimal_number_takes_up_the_number_above_it():
    base = (head(), *listed("1.", "2."), *listed("2.1", "2.2", parent="k1", kind=SUB))

    assert labels_of(relettered((base[0], *base[2:]), base)) == ["1.", "1.1", "1.2"]


def test_new_list_counts_as_others_of_the_text():
    base = (head(), *listed("a)", "b)"))
    new = (head("+1"), Clause("+2", ITEM, "new", "", "+1"), Clause("+3", ITEM, "new", "", "+1"))

    assert labels_of(relettered((*base, *new), base)) == ["a)", "b)", "a)", "b)"]


@given(st.sampled_from(["a)", "(A)", "1.", "i)", "ب)", "二、", "③", "Б)", "(٤)"]), st.integers(1, 26))
def test_law_what_is_written_is_read_as_the_same_place(label, place):
    for way in countings(label):
        again = written(label, way.sort, place)
        assert again == label or place in [each.place for each in countings(again)]


@given(st.integers(1, 6), st.sets(st.integers(0, 5)), st.sampled_from(["a)", "1.", "أ)"]))
def test_law_lettering_twice_changes_nothing_more(count, lost, label):
    sort = countings(label)[0].sort
    base = (head(), *listed(*(written(label, sort, place) for place in range(1, count + 1))))
    left = tuple(clause for place, clause in enumerate(base, -1) if place not in lost)

    once = relettered(left, base)

    assert relettered(once, once) == relettered(once, base) == once

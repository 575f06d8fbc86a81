"""Which cells of a table stay unsaid: laws with made-up tables, and the cases one thinks of first."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.suppression import hidden

SMALL = st.one_of(
    st.lists(st.tuples(st.integers(0, 8)), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=1, max_size=2),
)
LARGE = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.tuples(*[st.integers(0, 40)] * width), min_size=1, max_size=8)
)


def whole(rows):
    """The table with its totals, by cell."""
    height, width = len(rows), len(rows[0])
    values = {(row, column): rows[row][column] for row in range(height) for column in range(width)}
    values |= {(height, column): sum(row[column] for row in rows) for column in range(width)}
    if width == 1:
        return values
    values |= {(row, width): sum(rows[row]) for row in range(height)}
    return values | {(height, width): sum(map(sum, rows))}


def tables_that_agree(rows, unsaid):
    """Every small table that says the same where something is said."""
    said = {cell: value for cell, value in whole(rows).items() if cell not in unsaid}
    height, width = len(rows), len(rows[0])
    ranges = [
        range(12) if (row, column) in unsaid else [rows[row][column]]
        for row in range(height)
        for column in range(width)
    ]
    for numbers in product(*ranges):
        other = [numbers[row * width : (row + 1) * width] for row in range(height)]
        values = whole(other)
        if all(values[cell] == value for cell, value in said.items()):
            yield values


@settings(max_examples=60, deadline=None)
@given(SMALL)
def test_no_hidden_cell_can_be_worked_out_from_what_is_said(rows):
    unsaid = hidden(rows)

    possible = {cell: set() for cell in unsaid}
    for values in tables_that_agree(rows, unsaid):
        for cell in unsaid:
            possible[cell].add(values[cell])

    assert {cell: numbers for cell, numbers in possible.items() if len(numbers) < 2} == {}


@settings(max_examples=60, deadline=None)
@given(SMALL)
def test_nothing_can_be_worked_out_either_where_zeros_are_said(rows):
    unsaid = hidden(rows, zeros_are_said=True)

    possible = {cell: set() for cell in unsaid}
    for values in tables_that_agree(rows, unsaid):
        if all(values[cell] >= 1 for cell in unsaid):
            for cell in unsaid:
                possible[cell].add(values[cell])

    assert {cell: numbers for cell, numbers in possible.items() if len(numbers) < 2} == {}
    assert {cell for cell, value in whole(rows).items() if 0 < value < 5} <= unsaid
    assert {cell for cell, value in whole(rows).items() if value == 0} & unsaid == set()


@given(LARGE)
def test_nothing_under_five_is_said(rows):
    unsaid = hidden(rows)

    assert {cell: value for cell, value in whole(rows).items() if value < 5 and cell not in unsaid} == {}


@given(LARGE)
def test_no_line_lacks_only_one_number(rows):
    unsaid = hidden(rows)

    lines = {}
    for row, column in whole(rows):
        lines.setdefault(f"column {column}", []).append((row, column))
        if len(rows[0]) > 1:
            lines.setdefault(f"row {row}", []).append((row, column))
    assert [line for line in lines.values() if sum(cell in unsaid for cell in line) == 1] == []


@given(LARGE)
def test_tables_in_which_nobody_stands_alone_are_said_whole(rows):
    assert hidden([[value + 5 for value in row] for row in rows]) == frozenset()


@pytest.mark.parametrize(
    ("rows", "unsaid"),
    [
        # One small cell takes the next smallest with it, and the total stays.
        ([[3], [9], [40]], {(0, 0), (1, 0)}),
        # Two zeros alone would be known from the rest.
        ([[0], [0], [9], [40]], {(0, 0), (1, 0), (2, 0)}),
        # In two directions at once.
        ([[2, 20], [30, 40]], {(0, 0), (0, 1), (1, 0), (1, 1)}),
        # Where nobody is left to hide behind, nothing is said.
        ([[3]], {(0, 0), (1, 0)}),
        ([[9]], set()),
        ([[0, 0], [0, 0]], {(row, column) for row in range(3) for column in range(3)}),
    ],
)
def test_first_examples(rows, unsaid):
    assert hidden(rows) == unsaid


def test_cells_are_hidden_for_other_reasons_too():
    assert hidden([[300], [500], [900]], least=0, forced={(2, 0)}) == {(0, 0), (2, 0)}


def test_empty_table_has_nothing_to_hide():
    assert hidden([], forced={(0, 0)}) == frozenset()

"""Which cells of a table of counts must stay unsaid, so that nobody can be found in it.

*Primary*: a cell that counts fewer than ``LEAST``, for few people are easily known. *Complementary*: a cell that would
give one of those away, since rows and columns add up to totals that are said as well.

The table is read as a flow: from a source through each row, its cells and its column to a sink, and back. Totals are
cells like any other. What is hidden may have been otherwise exactly where the flow can be sent round a circle of
hidden cells, none falling below what it must be. So the law is checked and not hoped for: for each hidden cell there is
another table with another number there, which agrees with all that is said.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

# A row and a column; the number of rows or of columns itself stands for the total.
Cell = tuple[int, int]
LEAST = 5

_Node = tuple[str, int]
_BEGIN, _END = ("begin", 0), ("end", 0)


def hidden(
    rows: Sequence[Sequence[int]],
    *,
    least: int = LEAST,
    forced: Collection[Cell] = frozenset(),
    zeros_are_said: bool = False,
) -> frozenset[Cell]:
    """The cells of a table, totals among them, that are not to be said.

    ``rows`` are counts, none below zero and each row as long as the next. Total of row ``r`` is the cell ``(r,
    number of columns)``, of a column ``(number of rows, c)``, of all both. In a table of one column a row is its own
    total: there is only that of the column, ``(number of rows, 0)``. ``forced`` are hidden whatever they count.

    With ``zeros_are_said`` no zero is ever hidden; then everybody knows that what is hidden is one at least.
    """
    if not rows:
        return frozenset()
    table = _Table(rows, floor=1 if zeros_are_said else 0)
    small = {cell for cell, value in table.values.items() if value < least}
    gone = {cell for cell in small | set(forced) if table.values[cell] >= table.floor}
    while exposed := next((cell for cell in sorted(gone) if not table.may_be_otherwise(cell, gone)), None):
        gone.add(table.next_to_hide(exposed, gone))
    return frozenset(gone)


class _Table:
    """The numbers by cell; ``floor``: what a hidden one is at least, as everybody knows."""

    def __init__(self, rows: Sequence[Sequence[int]], *, floor: int) -> None:
        self.floor = floor
        self.height, self.width = len(rows), len(rows[0]) if rows else 0
        self.values: dict[Cell, int] = {
            (row, column): value for row, line in enumerate(rows) for column, value in enumerate(line)
        }
        for column in range(self.width):
            self.values[self.height, column] = sum(line[column] for line in rows)
        if self.width > 1:
            self.values |= {(row, self.width): sum(line) for row, line in enumerate(rows)}
            self.values[self.height, self.width] = sum(map(sum, rows))

    def may_be_otherwise(self, cell: Cell, gone: Collection[Cell]) -> bool:
        """Is there a table with another number in this cell that agrees with every cell that is said?"""
        start, end = self._ends(cell)
        others = [other for other in gone if other != cell]
        more = self._leads(end, start, others)
        return more or (self.values[cell] > self.floor and self._leads(start, end, others))

    def next_to_hide(self, exposed: Cell, gone: Collection[Cell]) -> Cell:
        """What to hide for the sake of the exposed one: where a hidden number stands alone in its line, and small.

        Totals come last, for readers want them most.
        """
        left = [cell for cell, value in self.values.items() if cell not in gone and value >= self.floor]
        known = Counter(node for cell in gone for node in self._ends(cell))

        def alone(cell: Cell) -> int:
            return sum(known[node] == 1 for node in self._ends(cell))

        beside = [cell for cell in left if alone(cell)]
        beside = beside or [cell for cell in left if set(self._ends(cell)) & set(self._ends(exposed))]
        return min(beside or left, key=lambda cell: (self._totals_in(cell), -alone(cell), self.values[cell], cell))

    def _totals_in(self, cell: Cell) -> int:
        return (cell[0] == self.height) + (cell[1] == self.width)

    def _ends(self, cell: Cell) -> tuple[_Node, _Node]:
        """From where to where the cell lets the flow through."""
        row, column = cell
        if self.width == 1:
            return (_BEGIN, _END) if row < self.height else (_END, _BEGIN)
        if cell == (self.height, self.width):
            return _END, _BEGIN
        if column == self.width:
            return _BEGIN, ("row", row)
        if row == self.height:
            return ("column", column), _END
        return ("row", row), ("column", column)

    def _leads(self, start: _Node, end: _Node, cells: Collection[Cell]) -> bool:
        """Can one more go from ``start`` to ``end`` through these cells, forwards, or back where something flows?"""
        seen, ahead = {start}, [start]
        while ahead:
            here = ahead.pop()
            for there in self._steps(here, cells):
                if there not in seen:
                    seen.add(there)
                    ahead.append(there)
        return end in seen

    def _steps(self, here: _Node, cells: Collection[Cell]) -> Iterator[_Node]:
        for cell in cells:
            start, end = self._ends(cell)
            if start == here:
                yield end
            elif end == here and self.values[cell] > self.floor:
                yield start

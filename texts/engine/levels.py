"""How deep an item stands, from its label and the ones before it."""

from dataclasses import dataclass, field

from .lettering import Counting, countings


@dataclass(frozen=True, slots=True)
class Level:
    """``above``: the item under which it stands, None for the outermost level. ``guessed``: was it read by chance?"""

    above: int | None
    guessed: bool = False


@dataclass(slots=True)
class _Open:
    """A list that may go on: how it counts, where it has come to, and its last item."""

    counting: Counting
    last: int
    depth: int | None


@dataclass(slots=True)
class Levels:
    """The lists that are open at one point of a text, outermost first."""

    _open: list[_Open] = field(default_factory=list)

    def place(self, item: int, label: str, depth: int | None = None) -> Level:
        """Say where the next item stands. ``depth``: of the word processor's own list, if it is in one.

        A label that goes on a list that is open belongs to it, the innermost first; a first one of a new sort (``i)``
        after ``c)``) opens a list under the last item; one that repeats or skips belongs to the list that counts the
        same way.
        """
        while depth is not None and self._open and (self._open[-1].depth or 0) > depth:
            self._open.pop()
        ways = countings(label) or (Counting("", "other", None),)
        at, way = self._found(ways, depth)
        guessed = at is None and bool(self._open) and not _begins(way)
        if at is None:
            self._open.append(_Open(way, item, depth))
        else:
            del self._open[at + 1 :]
            self._open[at] = _Open(way, item, depth)
        return Level(self._open[-2].last if len(self._open) > 1 else None, guessed)

    def _found(self, ways: tuple[Counting, ...], depth: int | None) -> tuple[int | None, Counting]:
        """The open list it belongs to (None for a new one), and how its label is to be read."""
        inner_first = [(at, each) for at, each in reversed(list(enumerate(self._open)))]
        if depth is not None:
            return next((at for at, each in inner_first if each.depth == depth), None), ways[0]
        known = [(at, each.counting) for at, each in inner_first if each.depth is None]
        alike = [(at, before, way) for at, before in known for way in ways if _is_like(before, way)]
        for at, before, way in alike:
            if _goes_on(before, way):
                return at, way
        for way in ways:
            if _begins(way) and not any(_is_like(before, way) for _at, before in known):
                return None, way
        return (alike[0][0], alike[0][2]) if alike else (None, ways[0])


def _begins(way: Counting) -> bool:
    """Could it be the first of a list?"""
    return way.place in (None, 1)


def _goes_on(before: Counting, way: Counting) -> bool:
    return way.place is None or (before.place is not None and way.place == before.place + 1)


def _is_like(before: Counting, way: Counting) -> bool:
    return (before.dress, before.sort, before.depth) == (way.dress, way.sort, way.depth)

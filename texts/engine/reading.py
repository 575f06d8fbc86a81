"""From paragraphs to an outline: what is the title, what a heading over others, what an item, and under what.

A first understanding, to be looked at by a person: what was guessed says so. Labels are taken as they are printed; one
that is missing or stands twice is no error.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from .containers import Opening, opening_of
from .lettering import lettered
from .levels import Levels
from .outline import Clause, ClauseKind, Outline
from .wording import tidy

_TOPMOST = (ClauseKind.TITLE, ClauseKind.CHAPEAU, ClauseKind.CONTAINER)
# A title is short; so is a heading that only its style makes one.
_LONGEST_HEADING = 250
_ENDS_OPEN = (",", "،", "，", "、", ":")
_ENDS_SENTENCE = (".", ";", "。", "；", "؛", "۔", "!", "?", "؟")


@dataclass(frozen=True, slots=True)
class Plain:
    """A paragraph without changes. ``label``: its automatic number, if it has one; a typed one is in the text."""

    text: str
    label: str = ""
    level: int | None = None
    heading: bool = False
    identity: str = ""


class Doubt(StrEnum):
    """What was guessed about a clause. The values are fixed: whoever shows them words them."""

    TITLE = "title"
    """Taken for a title by its look and place alone."""
    HEADING = "heading"
    """Begins like a heading, but is long or has nothing under it."""
    STYLED = "styled"
    """A heading by its style only, not by its words."""
    DEPTH = "depth"
    """How deep it stands follows from a label that can be read in several ways, or from an unexpected one."""
    ORPHAN = "orphan"
    """Stands without a label among clauses with labels."""


@dataclass(frozen=True, slots=True)
class Understood:
    """How a paragraph was understood. ``parent``: the position of the clause above it in the same list, or None.

    ``source``: the position of the paragraph that was read.
    """

    kind: ClauseKind
    label: str
    wording: str
    parent: int | None
    source: int
    doubts: tuple[Doubt, ...] = ()
    identity: str = ""

    @property
    def sure(self) -> bool:
        """Was nothing guessed?"""
        return not self.doubts


def outline_of(paragraphs: Sequence[Plain]) -> list[Understood]:
    """Understand paragraphs as clauses, in their order. Paragraphs without words are left out. Never raises."""
    read = [_read(number, each) for number, each in enumerate(paragraphs)]
    lines = [line for line in read if line.wording or line.label]
    begin = _beginning(lines)
    kinds = [
        *_head(lines[:begin], goes_on=len(lines) > 1),
        *(_kind(lines, place) for place in range(begin, len(lines))),
    ]
    return list(_placed(lines, kinds))


def as_outline(understood: Sequence[Understood], *, identify: Callable[[int], str]) -> Outline:
    """The clauses under identities of their own: the one the paragraph came with, unless it came twice, else a new one.

    ``identify`` makes one from the position; it must never make one that a paragraph came with.
    """
    seen: set[str] = set()
    names: list[str] = []
    for place, each in enumerate(understood):
        known = each.identity and each.identity not in seen
        names.append(each.identity if known else identify(place))
        seen.add(names[-1])
    return tuple(
        Clause(name, each.kind, each.wording, each.label, "" if each.parent is None else names[each.parent])
        for name, each in zip(names, understood, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph with its label taken off."""

    source: int
    label: str
    wording: str
    opening: Opening | None
    plain: Plain

    @property
    def is_heading(self) -> bool:
        """Does it stand over what follows, by its words or its style? An item with a label does not."""
        return self.is_styled or (not self.label and self.opening in (Opening.BARE, Opening.ADDRESSED))

    @property
    def is_styled(self) -> bool:
        return self.plain.heading and len(self.wording) <= _LONGEST_HEADING

    @property
    def is_open(self) -> bool:
        return self.wording.endswith(_ENDS_OPEN)

    def understood(self, kind: ClauseKind, parent: int | None, doubts: tuple[Doubt, ...]) -> Understood:
        return Understood(kind, self.label, self.wording, parent, self.source, doubts, self.plain.identity)


_Kind = tuple[ClauseKind, tuple[Doubt, ...]]


def _read(number: int, plain: Plain) -> _Line:
    label, start = ("", 0) if plain.label.strip() else lettered(plain.text)
    wording = tidy(plain.text[start:])
    return _Line(number, label or plain.label.strip(), wording, opening_of(wording), plain)


def _beginning(lines: Sequence[_Line]) -> int:
    """Where the title and what belongs to it end: at the first opening phrase, item or second styled heading."""
    titled = False
    for place, line in enumerate(lines):
        if line.opening or (line.label and not line.is_styled):
            return place
        if line.is_styled and place and _is_section(line, lines[place - 1], titled=titled):
            return place
        titled = titled or line.is_styled
    return len(lines)


def _is_section(line: _Line, before: _Line, *, titled: bool) -> bool:
    """Is a styled heading the first of the text's parts, and not one more line of its title?"""
    deeper = line.plain.level is not None and before.plain.level is not None and line.plain.level > before.plain.level
    return titled and (not before.is_styled or deeper or bool(line.label))


def _head(lines: Sequence[_Line], *, goes_on: bool) -> Iterator[_Kind]:
    """What stands before the first opening: titles, perhaps paragraphs, and last the chapeau if it ends open."""
    titles = _titles(lines) if goes_on else set()
    for place, line in enumerate(lines):
        if place in titles:
            yield ClauseKind.TITLE, () if line.plain.heading else (Doubt.TITLE,)
        elif place == len(lines) - 1 and line.is_open:
            yield ClauseKind.CHAPEAU, ()
        else:
            yield ClauseKind.PARAGRAPH, ()


def _titles(lines: Sequence[_Line]) -> set[int]:
    """Those of a heading's style; else capitals; else a short first line that is no sentence."""
    styled = {place for place, line in enumerate(lines) if line.is_styled}
    if styled:
        return styled
    capitals = {place for place, line in enumerate(lines) if line.wording.isupper() and not line.is_open}
    if capitals:
        return capitals
    first = lines[0].wording if lines else ""
    is_title = 0 < len(first) <= _LONGEST_HEADING and not first.endswith((*_ENDS_SENTENCE, *_ENDS_OPEN))
    return {0} if is_title else set()


def _kind(lines: Sequence[_Line], place: int) -> _Kind:
    line = lines[place]
    following = lines[place + 1] if place + 1 < len(lines) else None
    leads = following is not None and not following.is_heading
    if line.label and not line.is_styled:
        return ClauseKind.ITEM, ()
    if line.opening is Opening.BARE:
        return ClauseKind.CONTAINER, () if leads else (Doubt.HEADING,)
    if line.opening is Opening.ADDRESSED and (leads or line.is_styled):
        return ClauseKind.CONTAINER, () if following and following.label else (Doubt.HEADING,)
    if line.is_styled and not line.wording.endswith(_ENDS_SENTENCE[1:]):
        return ClauseKind.CONTAINER, (Doubt.STYLED,)
    return (ClauseKind.ITEM if line.label else ClauseKind.PARAGRAPH), ()


def _placed(lines: Sequence[_Line], kinds: Sequence[_Kind]) -> Iterator[Understood]:
    """Give each its parent, and items that stand under items their kind."""
    above = _Above()
    for place, (line, (kind, doubts)) in enumerate(zip(lines, kinds, strict=True)):
        if kind in _TOPMOST:
            yield above.heading(place, line, kind, doubts)
        elif kind is ClauseKind.ITEM:
            yield above.item(place, line, doubts)
        else:
            following = kinds[place + 1][0] if place + 1 < len(lines) else None
            yield above.paragraph(line, doubts, before_items=following is ClauseKind.ITEM)


@dataclass(slots=True)
class _Above:
    """What stands over the next clause. ``headings``: depth and place of those that are open."""

    headings: list[tuple[int, int]] = field(default_factory=list)
    levels: Levels = field(default_factory=Levels)
    has_items: bool = False

    @property
    def parent(self) -> int | None:
        return self.headings[-1][1] if self.headings else None

    def heading(self, place: int, line: _Line, kind: ClauseKind, doubts: tuple[Doubt, ...]) -> Understood:
        depth = (line.plain.level or 0) if line.is_styled else 0
        self.headings = [each for each in self.headings if each[0] < depth]
        self.levels, self.has_items = Levels(), False
        parent = self.parent
        if kind is ClauseKind.CONTAINER:
            self.headings.append((depth, place))
        return line.understood(kind, parent, doubts)

    def item(self, place: int, line: _Line, doubts: tuple[Doubt, ...]) -> Understood:
        self.has_items = True
        level = self.levels.place(place, line.label, line.plain.level)
        doubts = (*doubts, Doubt.DEPTH) if level.guessed else doubts
        if level.above is None:
            return line.understood(ClauseKind.ITEM, self.parent, doubts)
        return line.understood(ClauseKind.SUB_ITEM, level.above, doubts)

    def paragraph(self, line: _Line, doubts: tuple[Doubt, ...], *, before_items: bool) -> Understood:
        if self.parent is not None and (self.has_items or before_items):
            doubts = (*doubts, Doubt.ORPHAN)
        return line.understood(ClauseKind.PARAGRAPH, self.parent, doubts)

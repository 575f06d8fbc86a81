"""Automatic numbering: what a document defines, and the label that each paragraph gets by it.

Numbers are counted *as the file stands*: paragraphs that are inserted or deleted with changes tracked count like all
others, as Word shows them while changes are in view. A label therefore belongs to the file, and to neither outcome.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..names import COMPATIBILITY, w
from ..parsing import Element
from .numerals import numeral
from .styles import Styles
from .symbols import bullet
from .values import is_on, number, value

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_LONGEST_PATTERN = 255


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered. ``text``: with ``%1`` for the number of the first level …

    ``restart``: after which level (from 1) it begins anew, 0 for never, None for any above it.
    """

    form: str = "decimal"
    custom: str = ""
    text: str = ""
    start: int = 0
    restart: int | None = None
    legal: bool = False
    style: str = ""
    font: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """One list: the definition that it shares its counting with, its levels, and those that it begins anew."""

    shared: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document, by their numbers."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions = _by_id(root, "abstractNum", "abstractNumId")
        self._lists = _by_id(root, "num", "numId")
        self._found: dict[str, Numbers | None] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._styled = {value(each, w("styleLink")): key for key, each in self._definitions.items()}

    def of(self, identifier: str) -> Numbers | None:
        """The list of this number, None where there is none (0 is Word's way to say so)."""
        if identifier not in self._found:
            self._found[identifier] = self._read(identifier)
        return self._found[identifier]

    def level_of_style(self, identifier: str, style: str) -> int | None:
        """The level of a list that is linked with a paragraph style."""
        found = self.of(identifier)
        return next((place for place, each in found.levels.items() if each.style == style), None) if found else None

    def _read(self, identifier: str) -> Numbers | None:
        element = self._lists.get(identifier)
        if element is None:
            return None
        shared = self._definition(value(element, w("abstractNumId")))
        if shared not in self._levels:
            self._levels[shared] = dict(_levels(self._definitions.get(shared)))
        levels = self._levels[shared]
        starts = {}
        for each in element.iterchildren(w("lvlOverride")):
            place = number(each.get(w("ilvl"))) or 0
            levels = levels | dict(_levels(each))
            start = number(value(each, w("startOverride")))
            if start is not None:
                starts[place] = start
        return Numbers(shared, levels, starts)

    def _definition(self, identifier: str) -> str:
        """Follow links through list styles to where the levels are."""
        seen = set()
        while identifier not in seen:
            seen.add(identifier)
            element = self._definitions.get(identifier)
            linked = value(element, w("numStyleLink"))
            following = self._lists.get(self._styles.numbers_of(linked)) if linked else None
            if following is None:
                return (linked and self._styled.get(linked)) or identifier
            identifier = value(following, w("abstractNumId"))
        return identifier


@dataclass(slots=True)
class Counting:
    """How far the lists have come in one part of a document: its text boxes and notes count for themselves."""

    _reached: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, identifier: str, numbers: Numbers, place: int) -> str:
        """Count one more paragraph of this list at this level, and return what is printed before it."""
        level = numbers.levels.get(place)
        if level is None:
            return ""
        reached = self._reached.setdefault(numbers.shared, [None] * _LEVELS)
        self._step(reached, identifier, numbers, place)
        if level.form == "bullet":
            return bullet(level.text, level.font)
        return _PLACEHOLDER.sub(lambda found: self._part(found, reached, numbers, level), level.text)

    def _step(self, reached: list[int | None], identifier: str, numbers: Numbers, place: int) -> None:
        anew = place in numbers.starts and (identifier, place) not in self._begun
        self._begun.add((identifier, place))
        so_far = reached[place]
        reached[place] = _start(numbers, place) if anew or so_far is None else so_far + 1
        for deeper in range(place + 1, _LEVELS):
            restart = numbers.levels[deeper].restart if deeper in numbers.levels else None
            if restart is None or place < restart:
                reached[deeper] = None

    @staticmethod
    def _part(found: re.Match[str], reached: list[int | None], numbers: Numbers, level: Level) -> str:
        place = int(found[1]) - 1
        counted = reached[place]
        of_it = numbers.levels.get(place, Level())
        if counted is None:  # a level that was left out shows where it would begin
            counted = _start(numbers, place)
        if level.legal and of_it.form not in ("none", "bullet"):
            return str(counted)
        return numeral(counted, of_it.form, of_it.custom)


def _start(numbers: Numbers, place: int) -> int:
    level = numbers.levels.get(place)
    return numbers.starts.get(place, level.start if level else 0)


def _by_id(root: Element | None, name: str, key: str) -> dict[str, Element]:
    return {} if root is None else {each.get(w(key), ""): each for each in root.iterchildren(w(name))}


def _levels(parent: Element | None) -> Iterator[tuple[int, Level]]:
    for each in () if parent is None else parent.iterchildren(w("lvl")):
        place = number(each.get(w("ilvl"))) or 0
        if 0 <= place < _LEVELS:
            yield place, _level(each)


def _level(element: Element) -> Level:
    form = element.find(w("numFmt"))
    if form is None:  # newer formats come with an older one beside them
        form = element.find(f"{{{COMPATIBILITY}}}AlternateContent//{w('numFmt')}")
    fonts = element.find(f"{w('rPr')}/{w('rFonts')}")
    return Level(
        form="decimal" if form is None else form.get(w("val"), "decimal"),
        custom="" if form is None else form.get(w("format"), ""),
        text="•" if element.find(w("lvlPicBulletId")) is not None else value(element, w("lvlText"))[:_LONGEST_PATTERN],
        start=number(value(element, w("start"))) or 0,
        restart=number(value(element, w("lvlRestart"))),
        legal=is_on(element.find(w("isLgl"))),
        style=value(element, w("pStyle")),
        font="" if fonts is None else fonts.get(w("ascii"), "") or fonts.get(w("hAnsi"), ""),
    )

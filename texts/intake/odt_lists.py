"""Automatic numbers in OpenDocument texts: as the list's style prints them, counted as the lists go."""

from dataclasses import dataclass, field

from texts.word.parsing import Element
from texts.word.reading.numerals import numeral

_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
# Formats of OpenDocument by the names that Word has for them.
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_FORMATS |= {"أ, ب, ج, ...": "arabicAlpha", "а, б, .., аа, аб, ... (ru)": "russianLower"}


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list prints its numbers; ``bullet`` instead, if it has one."""

    form: str = "decimal"
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1
    bullet: str = ""


@dataclass
class _Open:
    """A list that is open: its style, where it has come to, whether its item still waits for its label."""

    style: str
    number: int
    waits: bool = False


@dataclass
class Lists:
    """The lists of one document; ``enter``, ``count`` and ``leave`` follow its elements."""

    root: Element
    _styles: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _open: list[_Open] = field(default_factory=list)
    _last: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for style in self.root.iter(f"{{{_TEXT}}}list-style"):
            levels = {_number(each, "level", 1): _level(each) for each in style}
            self._styles[style.get(f"{{{_STYLE}}}name", "")] = levels

    def enter(self, element: Element) -> None:
        """A list begins, or one inside another. One that goes on continues its numbers."""
        style = element.get(f"{{{_TEXT}}}style-name") or (self._open[-1].style if self._open else "")
        depth = len(self._open) + 1
        goes_on = (
            element.get(f"{{{_TEXT}}}continue-numbering") == "true"
            or element.get(f"{{{_TEXT}}}continue-list") is not None
        )
        before = self._last.get((style, depth)) if goes_on else None
        self._open.append(_Open(style, before if before is not None else self._of(style, depth).start - 1))

    def leave(self) -> None:
        ended = self._open.pop()
        self._last[ended.style, len(self._open) + 1] = ended.number

    def count(self, item: Element) -> None:
        """An item begins: its first paragraph gets the label."""
        here = self._open[-1] if self._open else None
        if here:
            here.number = _number(item, "start-value", here.number + 1)
            here.waits = True

    def forget(self) -> None:
        """An item is over; if it held no paragraph its label goes with it."""
        if self._open:
            self._open[-1].waits = False

    def label(self) -> tuple[str, int | None]:
        """The label and the level (from 0) of a paragraph that stands here; "" for one that goes on an item."""
        if not self._open:
            return "", None
        depth, here = len(self._open), self._open[-1]
        if not here.waits:
            return "", depth - 1
        here.waits = False
        level = self._of(here.style, depth)
        if level.bullet:
            return level.bullet, depth - 1
        from_depth = max(1, depth - level.shown + 1)
        numbers = (
            numeral(self._open[place - 1].number, self._of(here.style, place).form)
            for place in range(from_depth, depth + 1)
        )
        printed = ".".join(number for number in numbers if number)
        return (f"{level.prefix}{printed}{level.suffix}".strip() if printed else ""), depth - 1

    def _of(self, style: str, depth: int) -> _Level:
        return self._styles.get(style, {}).get(depth, _Level(bullet="•"))


def _level(element: Element) -> _Level:
    if element.tag != f"{{{_TEXT}}}list-level-style-number":
        return _Level(bullet=element.get(f"{{{_TEXT}}}bullet-char", "•"))
    return _Level(
        form=_FORMATS.get(element.get(f"{{{_STYLE}}}num-format", ""), "decimal"),
        prefix=element.get(f"{{{_STYLE}}}num-prefix", ""),
        suffix=element.get(f"{{{_STYLE}}}num-suffix", ""),
        start=_number(element, "start-value", 1),
        shown=_number(element, "display-levels", 1),
    )


def _number(element: Element, name: str, otherwise: int) -> int:
    value = element.get(f"{{{_TEXT}}}{name}", "")
    return int(value) if value.isdecimal() and len(value) < 7 else otherwise

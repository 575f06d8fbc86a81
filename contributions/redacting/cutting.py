"""Marks, and what the words are without what was marked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from contributions.content import Content

from .graphemes import widened
from .parts import parts_of, with_parts

# Signs that turn the direction of what follows, and those that end it.
_OPENING = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"}
_OPENING |= {"\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
_CLOSING = frozenset(_OPENING.values())
# What stands where nothing else can be said.
LEAST_SAID = "[…]"


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage of one part, in characters of the original, and the code of the ground on which it is taken out."""

    part: str
    start: int
    length: int
    ground: str

    @property
    def end(self) -> int:
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Cut:
    """What was taken out in one place: how many characters and words, on which grounds."""

    characters: int
    words: int
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Where in the words that are left it is said that something is gone: ``length`` characters from ``start``."""

    start: int
    length: int
    cut: Cut

    @property
    def end(self) -> int:
        return self.start + self.length


class Redacted(str):
    """Words with something taken out of them. ``gaps`` says where, so that a page can show it and nobody feign it."""

    gaps: tuple[Gap, ...]

    def __new__(cls, text: str, gaps: Sequence[Gap]) -> "Redacted":
        made = super().__new__(cls, text)
        made.gaps = tuple(gaps)
        return made

    def __getnewargs__(self) -> tuple[str, tuple[Gap, ...]]:  # type: ignore[override]  # a str made of two things
        return str(self), self.gaps


Say = Callable[[Cut], str]


def fitted(text: str, mark: Mark) -> Mark | None:
    """The mark with whole characters in it and no blanks around it; None where nothing is left of it in ``text``."""
    start, end = max(0, mark.start), min(len(text), mark.end)
    if start >= end:
        return None
    passage = text[start:end]
    start, end = start + len(passage) - len(passage.lstrip()), end - len(passage) + len(passage.rstrip())
    if start >= end:
        return None
    start, end = widened(text, start, end)
    return Mark(mark.part, start, end - start, mark.ground)


def redacted(content: Content, marks: Iterable[Mark], say: Say) -> Content:
    """The content as everybody may read it: each marked passage replaced by what ``say`` says of it.

    Marks that overlap are one passage with the grounds of all; those that fit nowhere are passed over. Parts in which
    something was taken out are ``Redacted``. The same marks in any order, or twice, give the same.
    """
    texts = parts_of(content)
    of_part: dict[str, list[Mark]] = {}
    for mark in marks:
        found = fitted(texts.get(mark.part, ""), mark)
        if found is not None:
            of_part.setdefault(found.part, []).append(found)
    return with_parts(content, {part: without(texts[part], found, say) for part, found in of_part.items()})


def masked(content: Content, marks: Iterable[Mark]) -> Content:
    """The content with a block in place of each marked character: every place stays where it was, and nothing is read.

    For those who may mark more of it and may not read what is gone already.
    """
    texts = parts_of(content)
    of_part: dict[str, list[str]] = {}
    for mark in marks:
        if found := fitted(texts.get(mark.part, ""), mark):
            signs = of_part.setdefault(found.part, list(texts[found.part]))
            signs[found.start : found.end] = [
                sign if sign.isspace() else "█" for sign in signs[found.start : found.end]
            ]
    return with_parts(content, {part: "".join(signs) for part, signs in of_part.items()})


def without(text: str, marks: Iterable[Mark], say: Say) -> Redacted:
    """One text without its marked passages, all of them fitted."""
    made, gaps, here = "", [], 0
    for start, end, grounds in _passages(marks):
        before, after = _directions_left(text[start:end])
        made += text[here:start] + before
        cut = Cut(end - start, len(text[start:end].split()), grounds)
        said = " ".join(say(cut).split()) or LEAST_SAID
        gaps.append(Gap(len(made), len(said), cut))
        made += said + after
        here = end
    return Redacted(made + text[here:], gaps)


def _passages(marks: Iterable[Mark]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Begin, end and grounds of what is to go, in order, without overlap."""
    found: list[tuple[int, int, tuple[str, ...]]] = []
    for mark in sorted(marks, key=lambda each: (each.start, -each.length, each.ground)):
        start, end, grounds = found[-1] if found else (0, 0, ())
        meets = mark.start < end or (mark.start == end and grounds == (mark.ground,))
        if meets and found:
            found[-1] = (start, max(end, mark.end), tuple(sorted({*grounds, mark.ground})))
        else:
            found.append((mark.start, mark.end, (mark.ground,)))
    return found


def _directions_left(passage: str) -> tuple[str, str]:
    """The signs of direction in a passage whose other half stands outside: those that end, and those that begin.

    They stay, so that what follows runs the way it ran.
    """
    ends, begins = "", ""
    for sign in passage:
        if sign in _OPENING:
            begins += sign
        elif sign in _CLOSING:
            place = max((at for at, each in enumerate(begins) if _OPENING[each] == sign), default=-1)
            if place < 0:
                ends += sign
            else:
                begins = begins[:place] + begins[place + 1 :]
    return ends, begins

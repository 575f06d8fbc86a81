"""What stands before an item of a list: a bullet, or a number in one of many dresses."""

import re
from dataclasses import dataclass

from .characters import UNSEEN

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_CHINESE = {character: value for value, character in enumerate("一二三四五六七八九", 1)}
_ARABIC = "أبجدهوزحطيكلمن"
_CYRILLIC = "абвгдежзиклмн"
# "Recommendation 3:" as a heading word of the item, in the languages of the United Nations.
_WORD = r"(?:recommendation|rec\.?|recommandation|recomendación|рекомендация|التوصية|توصية|建议|建議|R)"

# What a word may begin with that is a marker all the same: Recommendation, R1, or a Roman number.
_FIRST_LETTERS = "rRivxlcIVXLC"

_PATTERNS = {
    "bullet": r"(?P<ordinal>[•*+\-–—−])(?=\s|$)",
    "word": rf"{_WORD}\s*(?P<ordinal>\d{{1,3}})\s*(?:[.):：、–—-](?=\s|$)|：|、)",
    "decimal": r"(?P<ordinal>\d{1,2}(?:\.\d{1,2})+)[.)]?(?=\s|$)",
    "number": r"[(（]?(?P<ordinal>\d{1,3})(?:\s?[.)）．](?=\s|$)|[）．、]|\s?[-–](?=\s|$))",
    "roman": r"[(（]?(?P<ordinal>[ivxlc]{2,6}|[ivx])[.)）](?=\s|$)",
    "letter": rf"[(（]?(?P<ordinal>[a-z{_CYRILLIC}]|[A-Z])[.)）](?=\s|$)",
    "abjad": rf"[(（]?(?P<ordinal>[{_ARABIC}])(?:[.)）](?=\s|$)|\s?[-–](?=\s|$))",
    "chinese": r"[(（]?(?P<ordinal>[一二三四五六七八九十]{1,4})[、．.)）]",
}
_READERS = [
    (kind, re.compile(rf"{UNSEEN}{pattern}\s*", re.IGNORECASE if kind in ("word", "roman") else 0))
    for kind, pattern in _PATTERNS.items()
]


@dataclass(frozen=True)
class Marker:
    """The beginning of an item: ``text`` as it stands there, its ``kind``, and its place in the list.

    ``ordinal`` is 1 for the first of its kind (1, a, i, 一, أ), None for a bullet or a decimal number.
    """

    kind: str
    text: str
    ordinal: int | None


def marker_of(line: str) -> Marker | None:
    """The marker that ``line`` begins with, or None."""
    if line[:2].isascii() and line[:2].isalpha() and line[0] not in _FIRST_LETTERS:
        return None  # an ordinary word, as nearly every line begins
    for kind, pattern in _READERS:
        if found := pattern.match(line):
            return Marker(kind, found[0], _value(kind, found["ordinal"]))
    return None


def _value(kind: str, ordinal: str) -> int | None:
    if kind in ("number", "word"):
        return int(ordinal)
    if kind == "roman":
        return _roman(ordinal.lower())
    if kind == "letter":
        return _CYRILLIC.find(ordinal) + 1 if ordinal in _CYRILLIC else ord(ordinal.lower()) - ord("a") + 1
    if kind == "abjad":
        return _ARABIC.find(ordinal) + 1
    return _chinese(ordinal) if kind == "chinese" else None


def _roman(numeral: str) -> int:
    values = [_ROMAN[character] for character in numeral]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _chinese(numeral: str) -> int:
    """一 to 九十九; what is not a number in that order counts as it can."""
    tens, ten, ones = numeral.rpartition("十")
    return (_CHINESE.get(tens, 1) * 10 if ten else 0) + _CHINESE.get(ones, 0)

"""Typed labels: the letter, number or bullet that stands before an item, and what kind of counting it belongs to."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from .labels import nth

# Signs that no reader sees and that may stand anywhere at the beginning.
_UNSEEN = "\u200b\u200e\u200f\u061c\u2060\u2066-\u2069\ufeff"
_BULLETS = "•‣⁃◦▪▫●○■□◆◇►▶➢➤✓·∙・*\uf020-\uf0ff"
_ROMAN = {"i": 1, "v": 5, "x": 10}
_HAN = {sign: value for value, sign in enumerate("一二三四五六七八九", 1)}
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# The Latin adverbs that rival wordings carry, longest first, and Arabic's and Russian's own word for "bis".
_ADVERBS = "|".join(sorted((nth("", place) for place in range(2, 51)), key=len, reverse=True))
_AGAIN = rf"(?:\s?(?:{_ADVERBS}|مكرر[اً]*|бис)(?!\w))?"
_BLANKS = rf"[\s{_UNSEEN}]"
# After a label there is a blank or nothing; after a closed one in Arabic or Chinese the words may follow at once.
_APART = rf"(?={_BLANKS}|$)"
_DIGITS = r"\d{1,3}"  # of any script
# Roman numbers of two signs and more, to 39; no word is one of them.
_ROMANS = "(?=[ivx]{2})x{0,3}(?:ix|iv|v?i{0,3})|(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})"
# A bare number is a label before the words with which an item begins.
_OPENERS = "that|to|que|à|أن|إلى|بأن"
_AMOUNTS = r"(?:per|pour|por|%|millions?|billions?|milliards?|mill[oó]n|милли|مليون|مليار)"

# Each with a group named after the sort of counting; the first that fits wins.
_DRESSED = (
    rf"(?P<bullet>[{_BULLETS}]){_APART}",
    rf"(?P<dash>[-–—−]){_APART}",
    r"(?P<bullet2>[•‣▪●■◆►➢➤・\uf020-\uf0ff]|o(?=\t))",
    rf"(?P<clause>(?:PP|OP)\s?{_DIGITS}){_AGAIN}[).:]?{_APART}",
    rf"(?P<decimal>{_DIGITS}(?:\.{_DIGITS})+){_AGAIN}(?:[).]{_APART}|(?=\t|$|\s(?!{_AMOUNTS})))",
    rf"[(（\[]?(?P<number>{_DIGITS})(?:{_AGAIN}(?:[).．]{_AGAIN}{_APART}|[）、．])|{_AGAIN}\s?[-–](?=\s\D))",
    rf"[(（](?P<number2>{_DIGITS})[)）]",
    rf"(?P<number3>{_DIGITS}){_AGAIN}(?=\t|[ ](?:{_OPENERS})\s\D|[ ](?![年月日])[\u4e00-\u9fff])",
    rf"(?P<circled>[{_CIRCLED}])",
    rf"[(（]?(?P<letter>(?P<twice>[a-z])(?P=twice)?|[A-Z]|{_ROMANS}|[{_CYRILLIC}{_CYRILLIC.upper()}])"
    rf"(?:{_AGAIN}[)）]{_AGAIN}{_APART}|{_AGAIN}\.{_APART}|）)",
    rf"(?P<letter2>[a-z]|{_ROMANS})\)(?=[^\W\d])",
    rf"[(（]?(?P<abjad>[{_ABJAD}اه])ـ?\s?(?:[).）،:]{_AGAIN}(?=\s|$|\w)|[-–]{_APART})",
    r"[(（]?(?P<han>[一二三四五六七八九十]{1,4})[、．.)）]",
)
_LABEL = re.compile(rf"{_BLANKS}*(?P<label>{'|'.join(_DRESSED)}){_BLANKS}*")
_ADVERB = re.compile(_AGAIN.removesuffix("?"))
_LEADING = re.compile(rf"{_BLANKS}*")
_INITIALS = re.compile(r"[A-Z]\.\s+[A-Z]\.")
_NO_SORT = ("label", "twice")


@dataclass(frozen=True, slots=True)
class Counting:
    """What a label counts with: its dress without the ordinal (``()``, ``)``, ``.``), the sort, its place.

    ``depth`` is that of a decimal number (2 for ``1.1``), else 1; ``place`` is None for a bullet.
    """

    dress: str
    sort: str
    place: int | None
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Dressed:
    """A label in its parts: ``(``, ``a``, ``)``. ``signs``: all that count in its script one by one, if they do.

    An adverb (``bis``) is in none of them.
    """

    before: str
    ordinal: str
    after: str
    signs: str = ""


def lettered(text: str) -> tuple[str, int]:
    """The label that is typed at the beginning ("" for none), and where the wording begins.

    A word, a year, an amount, initials or a number in a sentence are wording.
    """
    found = _LABEL.match(text)
    if found and not _is_name(text, found):
        return found["label"].strip(), found.end()
    blanks = _LEADING.match(text)
    return "", blanks.end() if blanks else 0


@lru_cache(maxsize=4096)
def countings(label: str) -> tuple[Counting, ...]:
    """All ways to read a label, likelier ones first: ``i)`` is the ninth letter or the first Roman number.

    Empty for what does not count, such as "" or a word.
    """
    found = _matched(label)
    if not found:
        return ()
    sort, ordinal = _sort_and_ordinal(found)
    dress = "".join(sign for sign in label.replace(ordinal, "", 1) if not sign.isalnum() and not sign.isspace())
    if sort in ("bullet", "dash"):
        return (Counting(ordinal, sort, None),)
    if sort != "letter":
        depth = ordinal.count(".") + 1
        return (Counting(dress, "number" if sort == "decimal" else sort, _value(sort, ordinal), depth),)
    return tuple(_of_letters(dress, ordinal))


def dressed(label: str) -> Dressed | None:
    """The parts of a label; None for one that does not count, such as "" or a bullet."""
    found = _matched(label)
    if not found:
        return None
    sort, ordinal = _sort_and_ordinal(found)
    if sort in ("bullet", "dash"):
        return None
    before, _ordinal, after = label.partition(ordinal)
    signs = {"abjad": _ABJAD, "circled": _CIRCLED, "letter": _CYRILLIC if ordinal.lower() in _CYRILLIC else ""}
    return Dressed(before, ordinal, _ADVERB.sub("", after.removeprefix("ـ")), signs.get(sort, ""))


def _matched(label: str) -> re.Match[str] | None:
    return _LABEL.match(label) or _LABEL.match(f"{label})") or _LABEL.match(f"{label}\t")


def _sort_and_ordinal(found: re.Match[str]) -> tuple[str, str]:
    sort, ordinal = next((sort, value) for sort, value in found.groupdict().items() if value and sort not in _NO_SORT)
    return sort.rstrip("23"), ordinal


def _is_name(text: str, found: re.Match[str]) -> bool:
    """Initials and abbreviations such as "U. S." are no labels, unless a tab parts them."""
    return "\t" not in found[0] and bool(_INITIALS.match(text, found.start("label")))


def _of_letters(dress: str, ordinal: str) -> list[Counting]:
    small = ordinal.lower()
    case = "upper" if ordinal != small else "lower"
    if small in _CYRILLIC:
        return [Counting(dress, f"cyrillic-{case}", _CYRILLIC.index(small) + 1)]
    found = []
    if len(set(small)) == 1 and len(small) <= 2:
        found.append(Counting(dress, f"letter-{case}", 26 * (len(small) - 1) + ord(small[0]) - ord("a") + 1))
    if set(small) <= _ROMAN.keys():
        found.append(Counting(dress, f"roman-{case}", _roman(small)))
    return found if len(small) == 1 else found[::-1]


def _value(sort: str, ordinal: str) -> int:
    if sort == "abjad":
        return (_ABJAD.find(ordinal.replace("ا", "أ")) + 1) or 1
    if sort == "han":
        return _han(ordinal)
    if sort == "circled":
        return _CIRCLED.index(ordinal) + 1
    return int(re.findall(r"\d+", ordinal)[-1])


def _roman(numeral: str) -> int:
    values = [_ROMAN[sign] for sign in numeral]
    return sum(-value if value < following else value for value, following in pairwise([*values, 0]))


def _han(numeral: str) -> int:
    """一 to 九十九; what is no number in that order counts as it can."""
    tens, ten, ones = numeral.rpartition("十")
    return (_HAN.get(tens, 1) * 10 if ten else 0) + _HAN.get(ones, 0)

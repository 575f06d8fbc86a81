"""Counting on: a label with another ordinal, in the same dress and the same sort of numerals."""

from .lettering import Dressed, dressed

_ROMANS = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
TATWEEL = "ـ"
_HAN = "一二三四五六七八九"


def written(label: str, sort: str, place: int, *, above: str = "") -> str:
    """``label`` as the one at ``place`` of its list reads; the label itself where that sort has no such ordinal.

    ``sort`` as in ``Counting``, since ``i)`` may be a letter or a number. ``above``: the label of the clause it stands
    under, whose number a decimal number (``2.1``) takes up. An adverb (``bis``) is left away.
    """
    found = dressed(label)
    if found is None or place < 1:
        return label
    ordinal = _ordinal(found, sort, place, above)
    return f"{found.before}{ordinal}{found.after}" if ordinal else label


def _ordinal(found: Dressed, sort: str, place: int, above: str) -> str:
    upper = sort.endswith("-upper")
    match sort.partition("-")[0]:
        case "letter":
            small = chr(ord("a") + (place - 1) % 26) * ((place - 1) // 26 + 1)
        case "roman":
            small = _roman(place)
        case "cyrillic" | "abjad" | "circled":
            small = found.signs[place - 1] if place <= len(found.signs) else ""
            small += TATWEEL if small == "ه" else ""  # alone it would be read as a number five
        case "han":
            small = _han(place)
        case _:
            small = _number(found.ordinal, place, above)
    return small.upper() if upper else small


def _number(ordinal: str, place: int, above: str) -> str:
    """In the digits of the ordinal's own script; of a decimal number the last part."""
    digit = next(sign for sign in ordinal if sign.isdigit())
    zero = ord(digit) - int(digit)
    number = "".join(chr(zero + int(sign)) for sign in str(place))
    head, dot, _last = ordinal.rpartition(".")
    if dot:
        stem = dressed(above)
        is_deeper = stem is not None and stem.ordinal.count(".") + 1 == ordinal.count(".")
        return f"{stem.ordinal if stem and is_deeper else head}.{number}"
    words = ordinal[: ordinal.index(digit)]  # the PP of "PP 3"
    return f"{words}{number}"


def _roman(number: int) -> str:
    for value, sign in _ROMANS:
        if number >= value:
            return sign + _roman(number - value)
    return ""


def _han(number: int) -> str:
    """To ninety-nine."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return ""
    ten = "十" if tens == 1 else f"{_HAN[tens - 1]}十" if tens else ""
    return ten + (_HAN[ones - 1] if ones else "")

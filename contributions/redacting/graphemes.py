"""Where a reader's characters begin: a letter with its accents, a flag, a family of emoji are not to be torn.

A simple form of Unicode's extended grapheme clusters (UAX 29). Where in doubt it keeps together what could be parted:
a passage may grow by that, and never leaves half a character behind.
"""

import unicodedata

_ZWJ = "\u200d"
_EXTENDING = {"\u200c", "\u0e33", "\u0eb3", "\uff9e", "\uff9f"}
_PREPENDED = {*map(chr, range(0x600, 0x606)), "\u06dd", "\u070f", "\u0890", "\u0891", "\u08e2", "\U000110bd"}


def begins_at(text: str, place: int) -> bool:
    """Does a reader's character begin at ``place``, or the text end there?"""
    if not 0 < place < len(text):
        return True
    before, after = text[place - 1], text[place]
    if before == "\r" and after == "\n":
        return False
    if _extends(after):
        return _is_control(before)
    if before == _ZWJ or before in _PREPENDED or unicodedata.combining(before) == 9:
        return _is_control(after)
    if _is_regional(before) and _is_regional(after):
        return _regional_before(text, place) % 2 == 0
    return not _hangul_joins(before, after)


def widened(text: str, start: int, end: int) -> tuple[int, int]:
    """The smallest passage of whole characters that holds this one."""
    while not begins_at(text, start):
        start -= 1
    while not begins_at(text, end):
        end += 1
    return start, end


def _extends(sign: str) -> bool:
    return (
        sign == _ZWJ
        or sign in _EXTENDING
        or unicodedata.category(sign) in ("Mn", "Me", "Mc")
        or "\U0001f3fb" <= sign <= "\U0001f3ff"
        or "\U000e0020" <= sign <= "\U000e007f"
    )


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cf") and not _extends(sign) and sign not in _PREPENDED


def _is_regional(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _regional_before(text: str, place: int) -> int:
    number = 0
    while number < place and _is_regional(text[place - 1 - number]):
        number += 1
    return number


def _hangul_joins(before: str, after: str) -> bool:
    """Jamo that make one syllable: leading, vowel, trailing."""
    pair = _jamo(before), _jamo(after)
    return pair in {("L", "L"), ("L", "V"), ("L", "LV"), ("L", "LVT")} or (
        pair[1] in ("V", "T") and (pair[0] in ("LV", "V") or (pair[1] == "T" and pair[0] in ("LVT", "T")))
    )


def _jamo(sign: str) -> str:
    if "\u1100" <= sign <= "\u115f" or "\ua960" <= sign <= "\ua97c":
        return "L"
    if "\u1160" <= sign <= "\u11a7" or "\ud7b0" <= sign <= "\ud7c6":
        return "V"
    if "\u11a8" <= sign <= "\u11ff" or "\ud7cb" <= sign <= "\ud7fb":
        return "T"
    if "\uac00" <= sign <= "\ud7a3":
        return "LV" if (ord(sign) - 0xAC00) % 28 == 0 else "LVT"
    return ""

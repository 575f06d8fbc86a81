"""Cutting wording into the pieces that are compared: words where a script has blanks, else single characters.

No cut falls inside what a reader sees as one letter: marks, joiners and the like stay with what they stand on. Hence
pieces of right-to-left and mixed text can be shown apart, and Arabic letters keep their joined shapes.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

# What a token counts when it is asked whether so little may stand alone between two changes.
NOTHING, LIGHT, HALF, FULL = 0, 1, 2, 4

# Scripts that put no blanks between words.
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = "\u3040-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\uff66-\uff9f\U0001b000-\U0001b16f"
_SOUTH_EAST_ASIAN = "\u0e00-\u0e4f\u0e80-\u0edf\u1000-\u103f\u104c-\u109f\u1780-\u17d3\u17d7-\u17dd\ua9e0-\uaa7f"
_WITHOUT_BLANKS = _HAN + _KANA + _SOUTH_EAST_ASIAN
_IS_HAN = re.compile(f"[{_HAN}]").match
_IS_CHARACTER = re.compile(f"[{_WITHOUT_BLANKS}]").match
# Not marks by category, yet never the beginning of anything: joiners, soft hyphen, the Thai and Lao am, skin tones.
_TIED = "\u00ad\u200c\u200d\u2060\u0e33\u0eb3\U0001f3fb-\U0001f3ff"
# They write the next consonant below the last one.
_STACKERS = "\u17d2\u1039"


def tokens(text: str) -> list[str]:
    """Return the text in pieces; joined they are the text.

    A word is one token, with its marks, inner hyphens and apostrophes; so is a number with its separators (70/125,
    1 000 000). Each run of blanks is one, and each punctuation mark. French elisions (l’, qu’) stand apart from their
    word. Of Chinese, Japanese, Thai, Lao, Khmer and Burmese, each character is one, with what stands on it.
    """
    return list(cut(text))


@lru_cache(maxsize=512)
def cut(text: str) -> tuple[str, ...]:
    """Return the same as :func:`tokens`, remembered: a base is compared with many rivals."""
    return tuple(_pattern().findall(text))


@lru_cache(maxsize=65536)
def weight(token: str) -> int:
    """Return how much a token says: ``FULL`` for a word of substance or a number, ``NOTHING`` for blanks and marks."""
    first = token[0]
    letters = sum(map(str.isalnum, token))
    if not letters:
        return NOTHING
    if _IS_CHARACTER(first):
        return HALF if _IS_HAN(first) else LIGHT
    if any(map(str.isdigit, token)):
        return FULL
    # A Korean syllable block holds two or three letters.
    enough = 2 if "\uac00" <= first <= "\ud7a3" else 4
    return FULL if letters >= enough else LIGHT


def weigh(words: Iterable[str]) -> int:
    """Return what tokens say together."""
    return sum(map(weight, words))


@cache
def _pattern() -> re.Pattern[str]:
    """Put the pattern together: longest kinds first, and at the end any character with what is tied to it."""
    tied = f"[{_TIED}{_marks()}]"
    letter = rf"[^\W{_WITHOUT_BLANKS}]"
    word = rf"{letter}++(?:{tied}++{letter}*+)*+"
    joint = "|".join(
        (
            rf"[-\u2010\u2011'’\u00b7\u05f3\u05f4](?={letter})",
            r"(?<=\d)[.,/:](?=\d)",
            r"(?<=\d)[\u00a0\u202f](?=\d{3}(?!\d))",
        )
    )
    elision = rf"(?i:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)['’](?={letter})"
    return re.compile(
        "|".join(
            (
                rf"\s++{tied}*+",
                elision,
                rf"{word}(?:(?:{joint}){word})*+",
                rf"[{_WITHOUT_BLANKS}]{tied}*+(?:(?<=[{_STACKERS}])[{_SOUTH_EAST_ASIAN}]{tied}*+)*+",
                rf"[\U0001f1e6-\U0001f1ff]{{2}}{tied}*+",
                rf".{tied}*+(?:(?<=\u200d)[^\w\s]{tied}*+)*+",
            )
        ),
        re.DOTALL,
    )


def _marks() -> str:
    """All marks that stand on or around another character, as ranges for a character class."""
    found: list[list[int]] = []
    # The planes between hold Han characters and nothing else.
    for code in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)):
        if unicodedata.category(chr(code))[0] == "M":
            if found and found[-1][1] == code - 1:
                found[-1][1] = code
            else:
                found.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in found)

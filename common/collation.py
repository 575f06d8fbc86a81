"""Alphabetical order that is the same on every database.

The embedded PostgreSQL sorts by code point, others by whatever the machine has.
So the order is made here, by the Unicode Collation Algorithm with its default
table (DUCET, https://www.unicode.org/reports/tr10/), and stored as bytes.

The table puts Latin letters before all others, for every reader. In a language
that is written in another script its own letters come first, as the Unicode
Locale Data have it (``[reorder Arab]`` in ``ar``, ``Cyrl`` in ``ru``, ``Hani`` in
``zh``: https://www.unicode.org/reports/tr35/tr35-collation.html#Script_Reordering).
"""

from functools import cache

from pyuca import Collator

from common.languages import active

# The letters whose weights lie together in the table, by the language that they come first in.
OWN_LETTERS = {"ar": range(0x0620, 0x064B), "ru": range(0x0400, 0x0530)}
# How UTS 10 (10.1.3) begins the weights of Han characters, which are in no table.
HAN = range(0xFB40, 0xFBC0)
SIGNS, OWN, OTHERS = 0, 1, 2


@cache
def _collator() -> Collator:
    return Collator()


def sort_key(text: str, *, language: str = "") -> bytes:
    """Bytes that sort as ``text`` sorts for readers of ``language``; equal texts give equal keys.

    Keys of different languages must not be compared with each other. Without a language, or in one whose
    letters come first anyway, it is the order of the default table.
    """
    weights = _collator().sort_key(text)
    own = _own_weights(language.partition("-")[0])
    if own is None:
        return b"".join(weight.to_bytes(3, "big") for weight in weights)
    end = weights.index(0) if 0 in weights else len(weights)
    letters = b"".join(_place(weight, own).to_bytes(1, "big") + weight.to_bytes(2, "big") for weight in weights[:end])
    return letters + b"".join(weight.to_bytes(3, "big") for weight in weights[end:])


def readers_key(text: str) -> bytes:
    """The key of ``text`` in the language that the page is being written in."""
    return sort_key(text, language=active())


def _place(weight: int, own: range) -> int:
    """Signs and digits before all letters, then one's own letters, then the others."""
    if weight in own:
        return OWN
    return SIGNS if weight < _primary("a") else OTHERS


@cache
def _own_weights(language: str) -> range | None:
    if language == "zh":
        return HAN
    letters = [_primary(chr(code)) for code in OWN_LETTERS.get(language, ()) if chr(code).isalpha()]
    counted = [weight for weight in letters if weight]  # a lengthening stroke counts for nothing
    return range(min(counted), max(counted) + 1) if counted else None


@cache
def _primary(letter: str) -> int:
    return int(_collator().sort_key(letter)[0])

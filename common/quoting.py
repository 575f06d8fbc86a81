"""Words of others inside a sentence of ours: their direction turns nothing around them, their language is told."""

import unicodedata

from common.languages import active, direction, name_in
from common.localized import Wording

# FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (Unicode UAX 9): what <bdi> is in plain text.
FSI, PDI = "\u2068", "\u2069"
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
# Embeddings, overrides, isolates and marks: one that is not closed would turn the rest of the letter.
_TURNS = {ord(sign): None for sign in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}


def set_apart(text: str, *, language: str | None = None) -> str:
    """The text as it stands in a sentence of ``language`` (the active one) in plain text.

    Isolated where it has letters that are written in the other direction, and else untouched: most mail programs show
    isolates as nothing, but not all. Signs that turn the direction of what follows are taken out.
    """
    clean = text.translate(_TURNS)
    here = direction(language or active())
    ways = {_STRONG[way] for way in map(unicodedata.bidirectional, clean) if way in _STRONG}
    return clean if ways <= {here} else f"{FSI}{clean}{PDI}"


def first_language(code: str) -> str:
    """``zh`` of ``zh-Hans``."""
    return code.replace("_", "-").partition("-")[0].lower()


def foreign(wording: Wording, *, language: str | None = None) -> str:
    """What the language of the wording is called in ``language`` (the active one); "" where it is that language."""
    here = language or active()
    is_here = not wording.text or first_language(wording.language) == first_language(here)
    return "" if is_here else name_in(wording.language, reader=here)

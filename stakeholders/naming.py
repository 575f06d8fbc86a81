"""How the names of sources are compared: so that one body is not entered twice, and slugs are made."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.text import slugify

from common.lines import one_line

SLUG_LENGTH = 110  # leaves room for a number after it
FORM_LENGTH = 300


def normalised(name: str) -> str:
    """The form in which two spellings of one name are equal: case, accents' encoding, stops and blanks do not count.

    Nor does what nobody sees.

    ``"The  I.T.U."`` and ``"the itu"`` are the same; ``"Genève"`` and ``"Geneve"`` are not.
    """
    folded = unicodedata.normalize("NFKC", one_line(name)).casefold()
    letters = "".join(
        "" if char in ".'’\u200c\u200d" else char if unicodedata.category(char)[0] in "LMN" else " " for char in folded
    )
    return " ".join(letters.split())[:FORM_LENGTH]


def known_forms(names: Iterable[str]) -> list[str]:
    """The normalised forms of all that a source is called, each once, in order of code points."""
    return sorted({form for name in names if (form := normalised(name))})


def slug_stem(name: str) -> str:
    """The part of an address that a name gives, in the name's own script; ``source`` where it gives none."""
    stem = re.sub(r"[-_]+$", "", slugify(name, allow_unicode=True)[:SLUG_LENGTH])
    return stem or "source"

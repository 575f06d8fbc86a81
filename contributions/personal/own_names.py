"""Names that are known, in a text: where a source says who it is although it wants only its group to be named."""

import re
import unicodedata
from collections.abc import Iterable

# Shorter ones stand everywhere; so do acronyms in small letters.
LEAST = 3


def own_names(text: str, names: Iterable[str], acronyms: Iterable[str] = ()) -> list[tuple[int, int]]:
    """Begin and end of each place where one of them stands as words of their own, in reading order, without overlap.

    Names in capitals or not, and whatever blanks are between their words; acronyms only as they are written.
    """
    looks = [re.compile(_pattern(name), re.IGNORECASE) for name in names if _is_told(name)]
    looks += [re.compile(_pattern(acronym)) for acronym in acronyms if _is_told(acronym) and not acronym.islower()]
    found: list[tuple[int, int]] = []
    for start, end in sorted(
        (each.span() for look in looks for each in look.finditer(text)), key=lambda at: (at[0], -at[1])
    ):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found


def _is_told(name: str) -> bool:
    signs = "".join(name.split())
    # Two signs are a whole name where each is a word.
    return len(signs) >= LEAST or (len(signs) == LEAST - 1 and not signs.isascii())


def _pattern(name: str) -> str:
    """The name with any blanks between its words, composed or decomposed; in no longer word where blanks part words."""
    words = r"\s+".join(_word(word) for word in name.split())
    begins, ends = (r"(?<!\w)" if _is_parted(sign) else "" for sign in (name.strip()[0], name.strip()[-1]))
    return begins + words + (r"(?!\w)" if ends else "")


def _word(word: str) -> str:
    forms = dict.fromkeys((word, unicodedata.normalize("NFC", word), unicodedata.normalize("NFD", word)))
    return f"(?:{'|'.join(map(re.escape, forms))})"


def _is_parted(sign: str) -> bool:
    """Is it of a script that parts words by blanks and puts nothing before them? Arabic and Hebrew write "and" on."""
    return sign.isalnum() and unicodedata.name(sign, "").split(" ", 1)[0] in ("LATIN", "CYRILLIC", "GREEK", "DIGIT")

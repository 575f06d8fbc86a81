"""Where words stand that somebody wants to mark, and how a text parts into sentences to choose from."""

import re
import unicodedata
from collections.abc import Iterator

# How long a passage may be that is named by its first and last words, or found in another spelling; and how many places
# are looked for at most.
FARTHEST = 20_000
MOST = 500
# A run of signs is looked at from its first one only: from each of them, a line of dots would take hours.
_LEAP = re.compile(r"(?<!\s)\s*+(?:\[?…\]?|\.\.\.)\s*")
_SENTENCE = re.compile(r"[^\n]*?(?:(?<![.!?…؟۔])[.!?…؟۔]++[\"'”’»)\]]*+(?=\s)|[。！？]+[」』”’]*|\n|$)")


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Begin and length of each place where the words stand, from the first on and without overlap.

    Blanks and line breaks count as one; capitals count as small letters. ``first words … last words`` is all from the
    first to the nearest last, unless the dots stand in the text themselves. Of more than ``FARTHEST`` characters each
    must be the same.
    """
    words = words.strip()
    found = _places(words, text) if words else []
    if not found and (leap := _LEAP.search(words)):
        first, last = words[: leap.start()], words[leap.end() :]
        found = _leaps(_places(first, text), _places(last, text)) if first and last else []
    return found[:MOST]


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Begin and length of each sentence (a line without a full stop is one), blanks around it left out."""
    for found in _SENTENCE.finditer(text):
        said = found.group().strip()
        if said:
            yield found.start() + len(found.group()) - len(found.group().lstrip()), len(said)


def _places(words: str, text: str) -> list[tuple[int, int]]:
    if len(words) > FARTHEST:
        return list(_same(words, text))
    return [(each.start(), len(each.group())) for each in re.finditer(_pattern(words), text, re.IGNORECASE)]


def _same(words: str, text: str) -> Iterator[tuple[int, int]]:
    place = text.find(words)
    while place >= 0:
        yield place, len(words)
        place = text.find(words, place + len(words))


def _leaps(firsts: list[tuple[int, int]], lasts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """From each of the first to the nearest of the last after it, in one walk through both."""
    found: list[tuple[int, int]] = []
    here, at = 0, 0
    for start, length in firsts:
        while at < len(lasts) and lasts[at][0] < start + length:
            at += 1
        if at == len(lasts):
            break
        end = sum(lasts[at])
        if start >= here and end - start <= FARTHEST:
            found.append((start, end - start))
            here = end
    return found


def _pattern(words: str) -> str:
    """The words with any blanks between them, composed or decomposed as the text may have them."""
    return r"\s+".join(_word(word) for word in words.split())


def _word(word: str) -> str:
    forms = dict.fromkeys((word, unicodedata.normalize("NFC", word), unicodedata.normalize("NFD", word)))
    return f"(?:{'|'.join(map(re.escape, forms))})"

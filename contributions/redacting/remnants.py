"""What is left of a removed passage in other words: where a text was worded anew, carried on or copied."""

import re
import unicodedata
from collections import defaultdict

from texts.engine.tokens import tokens, weigh, weight

from .finding import places_of

# Fewer characters are not looked for in other words: they would be found everywhere.
LEAST = 3
# What a run of small letters has to say (see ``texts.engine.tokens.weight``): "the" stands everywhere, too.
LEAST_SAID = 2
_UNPARTED = ("CJK", "HIRAGANA", "KATAKANA", "BOPOMOFO", "THAI", "LAO", "KHMER", "MYANMAR")
_JOINTS = "-'’\u2010\u2011"
_PARTED = re.compile(f"[^{_JOINTS}]+|[{_JOINTS}]", re.DOTALL)


def remnants(passage: str, text: str, known: str = "") -> list[tuple[int, int]]:
    """Begin and length of each place in ``text`` that says the passage, or words of it that nobody reads elsewhere.

    ``known``: what everybody reads anyway. A run of words of the passage that stands there is no secret; each longest
    run that does not is found, also where the rest of the passage was worded otherwise.
    """
    if not can_be_found(passage):
        return []
    found = places_of(passage, text)
    heard = _folded(known)
    for start, end in _runs(passage, text):
        inside = any(begin <= start and end <= begin + length for begin, length in found)
        if not inside and not _stands_in(heard, _folded(text[start:end])):
            found.append((start, end - start))
    return sorted(found)


def can_be_found(passage: str) -> bool:
    """Does it have enough signs to be looked for elsewhere? Two are a whole name where each is a word of its own."""
    cuts = tokens(passage.strip())
    return sum(map(len, cuts)) >= LEAST or (len(cuts) > 1 and weigh(cuts) >= 2 * LEAST_SAID)


def _runs(passage: str, text: str) -> list[tuple[int, int]]:
    """Begin and end of the longest runs of tokens that both have, from a word to a word."""
    words, cuts = [_folded(each) for each in _pieces(passage)], _pieces(text)
    there = [_folded(each) for each in cuts]
    places: dict[str, list[int]] = defaultdict(list)
    for at, word in enumerate(words):
        if weight(word):
            places[word].append(at)
    offsets, at = [0], 0
    for each in cuts:
        at += len(each)
        offsets.append(at)
    found, here = [], 0
    while here < len(there):
        longest = max((_length(words, there, start, here) for start in places.get(there[here], ())), default=0)
        end = here + longest
        while end > here and not weight(there[end - 1]):
            end -= 1
        piece = text[offsets[here] : offsets[end]]
        if can_be_found(piece) and (weigh(there[here:end]) >= LEAST_SAID or not piece.islower()):
            found.append((offsets[here], offsets[end]))
        here = max(end, here + 1)
    return found


def _pieces(text: str) -> list[str]:
    """The tokens of a text, and the halves of what a hyphen or an apostrophe joins: a name stays one in a genitive."""
    return [piece for token in tokens(text) for piece in _PARTED.findall(token)]


def _length(words: list[str], there: list[str], start: int, here: int) -> int:
    """How many tokens from these places on are the same; blanks of any length are."""
    length = 0
    while (
        start + length < len(words)
        and here + length < len(there)
        and (
            words[start + length] == there[here + length]
            or (words[start + length].isspace() and there[here + length].isspace())
        )
    ):
        length += 1
    return length


def _stands_in(text: str, words: str) -> bool:
    """Do they stand there as words of their own? Some scripts put no blanks between words."""
    begins, ends = ("" if unicodedata.name(sign, "").startswith(_UNPARTED) else r"\b" for sign in (words[0], words[-1]))
    return re.search(f"{begins}{re.escape(words)}{ends}", text) is not None


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()) or text[:1]

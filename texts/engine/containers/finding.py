"""Does a paragraph open a part of a decision, and how?"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from . import arabic, chinese, english, french, russian, spanish
from .phrases import Phrases

LANGUAGES: dict[str, Phrases] = {
    "ar": arabic.PHRASES,
    "en": english.PHRASES,
    "es": spanish.PHRASES,
    "fr": french.PHRASES,
    "ru": russian.PHRASES,
    "zh": chinese.PHRASES,
}

# A heading that names whom it addresses is at most so long; what is longer is a sentence.
LONGEST, MOST_WORDS, MOST_SIGNS = 200, 20, 45

_MARKS_AROUND = " \t\n\u00a0*_:：,،，.…\u200e\u200f\u061c\u2066\u2067\u2068\u2069"
_INSIDE = re.compile(r"[.;؛。；!?]")
_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ـ": None, "’": "'", "‘": "'", "ё": "е", "，": ","})


class Opening(StrEnum):
    """How a paragraph begins: with a known phrase and nothing else, with whom it addresses, or as a whole sentence."""

    BARE = "bare"
    ADDRESSED = "addressed"
    SENTENCE = "sentence"


def opening_of(text: str) -> Opening | None:
    """Which opening the words (without a label) are, in whichever language; None for other words.

    ``SENTENCE`` is what begins with a known phrase and goes on ("Recalling its resolution 60/252,"): a clause of its
    own, not a heading over others.
    """
    if not text.strip():
        return None
    folded = _folded(text[: 2 * LONGEST])
    found = {_within(folded, text, language) for language in LANGUAGES}
    return next((each for each in Opening if each in found), None)


def _within(folded: str, text: str, language: str) -> Opening | None:
    phrases, known, begins, modifiers = LANGUAGES[language], *_patterns(language)
    if not begins.match(folded):
        return None
    short = len(text) <= LONGEST
    plain = " ".join(modifiers.sub(" ", folded).split()).strip(_MARKS_AROUND)
    if short and (known.fullmatch(folded) or known.fullmatch(plain)):
        return Opening.BARE
    for each in (folded, plain) if short else ():
        if (found := _addressed(language).match(each)) and _is_address(each[found.end() :], text, phrases):
            return Opening.ADDRESSED
    return Opening.SENTENCE


def _is_address(rest: str, text: str, phrases: Phrases) -> bool:
    """Is what follows the phrase somebody's name and not the rest of a sentence?"""
    if text.rstrip().endswith((",", "،", "，")) or _INSIDE.search(rest) or text.rstrip().endswith((".", "。")):
        return False
    words = rest.split()
    if len(words) > MOST_WORDS or (not phrases.spaced and len(rest) > MOST_SIGNS):
        return False
    return not any(word in phrases.goes_on for word in words[:-1])


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What is a heading as a whole, what begins like one, and what may be left out of one."""
    phrases = LANGUAGES[language]
    either = _any((*phrases.bare, *phrases.addressed))
    # Arabic writes "and" and the next word as one.
    lead = "و?" if language == "ar" else ""
    blank, end = (r"\s", r"(?!\w)") if phrases.spaced else (r"\s*", "")
    joint = (
        rf"\s*,?\s*(?:{_any(phrases.joints)})\s*"
        if not phrases.spaced or language == "ar"
        else (rf"(?:\s*,\s*|\s+)(?:{_any(phrases.joints)})\s+")
    )
    modifiers = _any(phrases.modifiers)
    some = rf"(?:(?:{modifiers}){blank}+)*" if phrases.spaced else rf"(?:{modifiers})*"
    known = re.compile(rf"{lead}(?:{either})(?:(?:{joint}|\s*,\s+){lead}(?:{either}))*")
    begins = re.compile(rf"{lead}{some}{lead}(?:{either}){end}(?!\s?:\s?.)")  # "Note: …" is none
    around = rf"(?<!\w)(?:{modifiers})(?!\w)" if phrases.spaced else modifiers
    return known, begins, re.compile(around)


@cache
def _addressed(language: str) -> re.Pattern[str]:
    phrases = LANGUAGES[language]
    lead, after = ("و?" if language == "ar" else ""), (r"(?=\s)" if phrases.spaced else r"(?=.)")
    return re.compile(rf"{lead}(?:{_any(phrases.addressed)}){after}")


def _any(words: Iterable[str]) -> str:
    """One pattern for all, longest first, so that the longer of two that begin alike is found."""
    return "|".join(re.escape(_folded(word)) for word in sorted(words, key=len, reverse=True))


def _folded(text: str) -> str:
    """Small letters, one kind of apostrophe and blank, no vowel signs, nothing around."""
    letters = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    spoken = "".join(sign for sign in letters if not "\u064b" <= sign <= "\u065f" and sign != "\u0670")
    return " ".join(spoken.split()).strip(_MARKS_AROUND)

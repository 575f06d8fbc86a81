"""A text as the words that are counted and compared, whatever script it is written in."""

import re

from contributions.search.words import TATWEEL_AND_VOWELS, fold

# Scripts that put no blanks between words: Han and kana, Thai, Lao, Burmese, Khmer. Each character is a word.
UNPARTED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def words_of(text: str) -> list[str]:
    """The words as they are compared: without case, punctuation, Arabic vowels and the ways to write one letter."""
    return UNPARTED.sub(r" \g<0> ", fold(TATWEEL_AND_VOWELS.sub("", text))).split()


def number_of_words(text: str) -> int:
    """How much somebody wrote: words between blanks; where a script has no blanks, characters."""
    pieces = UNPARTED.sub(" x ", text).split()
    return sum(any(map(str.isalnum, piece)) for piece in pieces)

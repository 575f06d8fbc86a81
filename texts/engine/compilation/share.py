"""How much of a text stands in brackets: a figure by which negotiators know how far they are."""

from collections.abc import Iterable

from ..tokens import tokens
from .shapes import CompiledClause, New


def in_brackets(opening: Iterable[New], clauses: Iterable[CompiledClause]) -> tuple[int, int]:
    """Return all words, and those in brackets; each clause counts once, whatever the number of its rivals."""
    new = list(opening)
    words = bracketed = 0
    for each in clauses:
        new += each.added
        count = number_of_words(each.clause.wording)
        words += count
        bracketed += count if each.is_contested else 0
    added = sum(number_of_words(each.wording) for each in new)
    return words + added, bracketed + added


def number_of_words(text: str) -> int:
    """Words between blanks and marks; in scripts without blanks each character is one."""
    return sum(1 for token in tokens(text) if any(map(str.isalnum, token)))

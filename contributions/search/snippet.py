"""The passage of a text in which the words are that somebody looked for.

Not by PostgreSQL's ``ts_headline``, which parts words as its own parser does (see ``words``) and knows
nothing of unparted scripts. PostgreSQL only says which words of the texts have the same stem as a word
that was looked for; where they stand we know ourselves.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from common.lines import composed

from .query import tidy
from .words import SIMPLE, configuration, fold, for_stemmer, parted, runs

# Characters of a text that are looked at, and of a passage around its first word.
LOOKED_AT = 20_000
BEFORE, LENGTH = 60, 240


@dataclass(frozen=True)
class Piece:
    """Some characters of a passage; ``is_match`` for a word that was looked for."""

    text: str
    is_match: bool = False


def pieces_of(asked: str, texts: Sequence[tuple[str, str]]) -> list[list[Piece]]:
    """For each text, given as language and text, the passage around the first word that was looked for, in pieces.

    Empty for a text without any within its first ``LOOKED_AT`` characters. One query.
    """
    words = fold(tidy(asked))
    tidied = [composed(text)[:LOOKED_AT] for _language, text in texts]
    folded = [fold(text) for text in tidied]
    configs = [configuration(language) for language, _text in texts]
    same = _same_stem(parted(words).split(), configs, folded)
    unparted = runs(words)
    return [
        _passage(text, _places(fold_, same[config], unparted))
        for text, fold_, config in zip(tidied, folded, configs, strict=True)
    ]


def _same_stem(asked: list[str], configs: list[str], folded: list[str]) -> dict[str, set[str]]:
    """Per configuration, those words of the texts that have the stem of a word that was looked for."""
    same: dict[str, set[str]] = {config: set() for config in configs}
    candidates = sorted(
        {(config, word) for config, text in zip(configs, folded, strict=True) for word in set(parted(text).split())}
    )
    if not asked or not candidates:
        return same
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH asked AS (
                SELECT dictionary, array_agg(stem) AS stems
                FROM unnest(%s::text[], %s::text[]) AS given (dictionary, word),
                     unnest(ts_lexize(dictionary::regdictionary, word)) AS stem
                GROUP BY dictionary
            )
            SELECT config, candidate.word
            FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[])
                AS candidate (config, dictionary, word, stemmable)
            JOIN asked USING (dictionary)
            WHERE ts_lexize(dictionary::regdictionary, stemmable) && stems
            """,
            [
                *_columns((_dictionary(config), word) for config in same for word in for_stemmer(asked, config)),
                *_columns(
                    (config, _dictionary(config), word, for_stemmer([word], config)[0]) for config, word in candidates
                ),
            ],
        )
        for config, word in cursor.fetchall():
            same[config].add(word)
    return same


def _columns(rows: Iterable[tuple[str, ...]]) -> list[list[str]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _dictionary(config: str) -> str:
    """The dictionary that stems words in a configuration."""
    return config if config == SIMPLE else f"{config}_stem"


def _places(folded: str, words: set[str], unparted: list[str]) -> list[tuple[int, int]]:
    """Where matches begin and end, in their order and without overlap."""
    found = [place.span() for place in re.finditer(r"\S+", parted(folded)) if place.group() in words]
    for run in unparted:
        found += [place.span() for place in re.finditer(re.escape(run), folded)]
    places: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not places or start >= places[-1][1]:
            places.append((start, end))
    return places


def _passage(text: str, places: list[tuple[int, int]]) -> list[Piece]:
    if not places:
        return []
    start, end = _window(text, places[0][0])
    pieces = [Piece("… ")] if start else []
    here = start
    for first, last in places:
        if last > end:
            break
        pieces += [Piece(text[here:first]), Piece(text[first:last], is_match=True)]
        here = last
    pieces.append(Piece(text[here:end] + (" …" if end < len(text) else "")))
    return [piece for piece in pieces if piece.text]


def _window(text: str, first: int) -> tuple[int, int]:
    """Begin and end of the passage around the match at ``first``, between words where there are blanks near."""
    start = max(0, first - BEFORE)
    if start and (blank := text.find(" ", start, first)) >= 0:
        start = blank + 1
    end = min(len(text), max(start + LENGTH, first + BEFORE))
    if end < len(text) and (blank := text.rfind(" ", first + BEFORE // 2, end)) >= 0:
        end = blank
    return start, end

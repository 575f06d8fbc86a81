"""What somebody looks for, as a question to the index."""

import re

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery
from django.db.models import Value

from common.lines import composed

from .words import CONFIGURATIONS, SIMPLE, bigrams, fold, for_stemmer, parted, runs

LONGEST = 200
Question = SearchQuery | CombinedSearchQuery
# Scripts that tell which languages a question can be in; without any, all are tried.
SCRIPTS = {"ar": re.compile(r"[\u0600-\u06ff]"), "ru": re.compile(r"[\u0400-\u04ff]")}
LATIN = re.compile(r"[a-z\u00c0-\u024f]")


def tidy(text: str) -> str:
    """What was typed, as far as we use it: one line, at most ``LONGEST`` characters."""
    return composed(" ".join(text.replace("\x00", " ").split()))[:LONGEST].strip()


def query_for(text: str) -> Question | None:
    """The question for all words of ``text`` in any language; None if there is no word in it.

    Each word is looked for as each language would stem it, since nobody says in which language they
    ask. Words in double quotes must stand together. No other sign means anything, so nothing that is
    typed is an error.
    """
    plain, phrases = _split(tidy(text))
    folded = fold(plain)
    unparted = [_of_run(run) for run in runs(folded)]
    words = parted(folded).split()
    together = [inside for phrase in phrases if (inside := parted(fold(phrase)).split())]
    unparted += [_of_run(run) for phrase in phrases for run in runs(fold(phrase))]
    if not (words or together or unparted):
        return None
    configs = configurations(" ".join([folded, *(word for phrase in together for word in phrase)]))
    return _any([_all([*_of_words(words, together, config), *unparted]) for config in configs])


def configurations(folded: str) -> list[str]:
    """The search configurations that could stem these words, and ``simple``, which takes them as they are."""
    languages = [language for language, script in SCRIPTS.items() if script.search(folded)]
    if LATIN.search(folded):
        languages += ["en", "es", "fr"]
    return [*(CONFIGURATIONS[language] for language in languages), SIMPLE]


def _split(text: str) -> tuple[str, list[str]]:
    """What stands outside double quotes, and what stands inside."""
    parts = re.split(r'["“”„«»＂]', text)
    if len(parts) % 2 == 0:  # a quotation mark without its other half
        return " ".join(parts), []
    return " ".join(parts[::2]), [phrase for phrase in parts[1::2] if phrase.strip()]


def _of_words(words: list[str], phrases: list[list[str]], config: str) -> list[Question]:
    asked = [("plain", words)] if words else []
    asked += [("phrase", phrase) for phrase in phrases]
    return [
        SearchQuery(Value(" ".join(for_stemmer(given, config))), config=config, search_type=kind)
        for kind, given in asked
    ]


def _of_run(run: str) -> Question:
    """All bigrams of a run; a single character as the beginning of any."""
    if len(run) == 1:
        return SearchQuery(Value(f"{run}:*"), config=SIMPLE, search_type="raw")
    pairs = " ".join(dict.fromkeys(bigrams(run)[:-1]))
    return SearchQuery(Value(pairs), config=SIMPLE, search_type="plain")


def _all(parts: list[Question]) -> Question:
    question, *rest = parts
    for part in rest:
        question = question & part
    return question


def _any(parts: list[Question]) -> Question:
    question, *rest = parts
    for part in rest:
        question = question | part
    return question

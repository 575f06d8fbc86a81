"""Redlining a clause of 2,000 words, at nothing remembered from before."""

import time
from random import Random
from statistics import median

from bench.texts.figures import Figure
from texts.engine.edits import edits
from texts.engine.redline import after, before, redline
from texts.engine.tokens import cut, tokens

WORDS = 2000
MILLISECONDS = 20.0
TIMES = 15
_SEED = 7
# How much of it is changed.
_SHARES = {"one word changed": 0.0005, "a tenth of its words changed": 0.1, "half of its words changed": 0.5}


def measure() -> list[Figure]:
    """Measure a clause that is hardly, partly and heavily changed."""
    random = Random(_SEED)
    tokens("")  # the pattern is put together once
    words = _words(random)
    return [_figure(name, words, _changed(words, share, random)) for name, share in _SHARES.items()]


def _figure(name: str, words: list[str], changed: list[str]) -> Figure:
    old, new = " ".join(words), " ".join(changed)
    found = redline(old, new)
    right = (before(found), after(found)) == (old, new)
    took = median(_milliseconds(old, new) for _ in range(TIMES))
    return Figure(
        f"redline of a clause of {WORDS:,} words, {name}",
        f"{took:.1f} ms" if right else "wrong",
        f"under {MILLISECONDS:g} ms",
        right and took < MILLISECONDS,
    )


def _milliseconds(old: str, new: str) -> float:
    cut.cache_clear()
    edits.cache_clear()
    begin = time.perf_counter()
    redline(old, new)
    return (time.perf_counter() - begin) * 1000


def _words(random: Random) -> list[str]:
    """As often and as long as words are in prose: few of them make up most of it."""
    vocabulary = ["".join(random.choices("abcdefghilmnoprstuv", k=random.randint(2, 10))) for _ in range(600)]
    found = random.choices(vocabulary, weights=[1 / rank for rank in range(1, 601)], k=WORDS)
    return [word + random.choices(("", ",", ";"), weights=(12, 2, 1))[0] for word in found]


def _changed(words: list[str], share: float, random: Random) -> list[str]:
    """Replace, insert and strike at so many places."""
    found = list(words)
    for _ in range(max(1, round(share * len(words)))):
        at = random.randrange(len(found))
        found[at : at + random.randint(0, 1)] = random.choices(words, k=random.randint(0, 1))
    return found if found != words else ["other", *words[1:]]

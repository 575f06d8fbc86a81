"""Carrying 300 pairs of amendments: one adopted, the other pending, on the sample opinion's own clauses."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import median

from bench.texts.figures import Figure
from texts.engine.carrying import Carried, Verdict
from texts.engine.changes import Change, Op
from texts.engine.outline import Clause, ClauseKind, Outline
from texts.engine.succession import carried
from texts.engine.tokens import tokens

PAIRS = 300
MILLISECONDS = 2.0
SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "wtpf-ieg-usa-flattened.txt"
_SEED = 7
_NEW = ["freely", "jointly", "swiftly", "openly", "firmly", "fairly", "duly", "wholly", "gladly", "solely"]


@dataclass(frozen=True, slots=True)
class Pair:
    """What is pending and what was adopted; what must come of it (``wording`` where the change is carried)."""

    kind: str
    change: Change
    adopted: Outline
    verdict: Verdict
    wording: str = ""

    def is_right(self, found: Carried) -> bool:
        """Is this what must come of it?"""
        return found.verdict is self.verdict and (found.change.wording if found.change else "") == self.wording


def measure() -> list[Figure]:
    """Carry each pair once, by way of the whole text."""
    base = clauses()
    tokens("")  # the pattern is put together once
    right, took = 0, []
    for pair in pairs(base):
        begin = time.perf_counter()
        [found] = carried([pair.change], base=base, adopted=pair.adopted)
        took.append((time.perf_counter() - begin) * 1000)
        right += pair.is_right(found)
    name = f"carrying {PAIRS} pairs of amendments"
    return [
        Figure(f"{name}: right verdicts", f"{right} of {len(took)}", f"{PAIRS}", right == len(took) == PAIRS),
        Figure(f"{name}: median", f"{median(took):.2f} ms", f"under {MILLISECONDS:g} ms", median(took) < MILLISECONDS),
        Figure(f"{name}: slowest", f"{max(took):.2f} ms"),
    ]


def clauses() -> Outline:
    """The sample's paragraphs that are long enough to be amended at two places."""
    lines = [line.split("\t", 1)[-1].strip() for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    long = [" ".join(line.split()) for line in lines if len(line.split()) >= 24]
    return tuple(Clause(f"c{number}", ClauseKind.ITEM, wording) for number, wording in enumerate(long, 1))


def pairs(base: Outline) -> Iterator[Pair]:
    """Yield all of them, as many of each kind."""
    random = Random(_SEED)
    kinds: list[Callable[[Outline, Clause, Random, int], Pair]] = [
        _different_clauses,
        _far_apart,
        _one_place,
        _same_word,
        _deletion_against_edit,
    ]
    for number in range(PAIRS):
        yield kinds[number % len(kinds)](base, random.choice(base), random, number // len(kinds))


def _different_clauses(base: Outline, clause: Clause, random: Random, number: int) -> Pair:
    other = random.choice([each for each in base if each is not clause])
    proposed = _with(clause, random.randrange(20), 1, _new(random))
    adopted = None if number % 4 == 0 else replace(other, wording=_with(other, random.randrange(20), 1, _new(random)))
    return Pair("different clauses", _mod(clause, proposed), _version(base, other, adopted), Verdict.CARRIED, proposed)


def _far_apart(base: Outline, clause: Clause, random: Random, number: int) -> Pair:
    """Words replaced, added or struck near the beginning and near the end."""
    early, late = random.randint(1, 5), len(clause.wording.split()) - random.randint(3, 7)
    ways: list[tuple[int, list[str]]] = [(1, _new(random)), (0, _new(random)), (1, [])]
    first, second = random.choice(ways), random.choice(ways)
    proposed, adopted = _with(clause, early, *first), _with(clause, late, *second)
    both = _with(replace(clause, wording=adopted), early, *first)
    if number % 2:
        proposed, adopted = adopted, proposed
    return Pair("far apart", _mod(clause, proposed), _reworded(base, clause, adopted), Verdict.CARRIED, both)


def _one_place(base: Outline, clause: Clause, random: Random, number: int) -> Pair:
    """Every third pair adds a clause, every fourth the same words as were adopted."""
    at, (one, other) = random.randint(2, 20), random.sample(_NEW, 2)
    if number % 4 == 0:
        other = one
    verdict = Verdict.ADOPTED if one == other else Verdict.COLLIDES
    if number % 3 == 0:
        change = Change(Op.ADD, after=clause.id, wording=f"that {one} matters;")
        new = Clause("new", ClauseKind.ITEM, f"that {other} matters;")
        place = base.index(clause) + 1
        return Pair("one place", change, (*base[:place], new, *base[place:]), verdict)
    proposed, adopted = _with(clause, at, 0, [one]), _with(clause, at, 0, [other])
    return Pair("one place", _mod(clause, proposed), _reworded(base, clause, adopted), verdict)


def _same_word(base: Outline, clause: Clause, random: Random, number: int) -> Pair:
    at, (one, other) = random.randint(1, 20), random.sample(_NEW, 2)
    if number % 6 == 0:
        other = one
    proposed, adopted = _with(clause, at, 1, [one]), _with(clause, at, 1, [other])
    verdict = Verdict.ADOPTED if one == other else Verdict.COLLIDES
    return Pair("same word", _mod(clause, proposed), _reworded(base, clause, adopted), verdict)


def _deletion_against_edit(base: Outline, clause: Clause, random: Random, number: int) -> Pair:
    """A phrase or the whole clause struck by one, a word in it changed by the other; each is adopted in turn."""
    at, length = random.randint(2, 10), random.randint(3, 8)
    edited = _with(clause, at + random.randrange(1, length - 1), 1, _new(random))
    struck = _with(clause, at, length, [])
    kind = "deletion against edit"
    match number % 4:
        case 0:
            return Pair(kind, _mod(clause, edited), _reworded(base, clause, struck), Verdict.COLLIDES)
        case 1:
            return Pair(kind, _mod(clause, struck), _reworded(base, clause, edited), Verdict.COLLIDES)
        case 2:
            return Pair(kind, _mod(clause, edited), _version(base, clause, None), Verdict.COLLIDES)
        case _:
            return Pair(kind, Change(Op.SUP, clause.id), _reworded(base, clause, edited), Verdict.COLLIDES)


def _new(random: Random) -> list[str]:
    """One word or two that the sample does not have."""
    return random.sample(_NEW, random.randint(1, 2))


def _with(clause: Clause, at: int, gone: int, come: list[str]) -> str:
    words = clause.wording.split()
    words[at : at + gone] = come
    return " ".join(words)


def _mod(clause: Clause, wording: str) -> Change:
    return Change(Op.MOD, clause.id, wording=wording, reason="clearer")


def _reworded(base: Outline, clause: Clause, wording: str) -> Outline:
    return _version(base, clause, replace(clause, wording=wording))


def _version(base: Outline, clause: Clause, now: Clause | None) -> Outline:
    """The text with this clause as it is now, or without it."""
    versions = [now if each is clause else each for each in base]
    return tuple(each for each in versions if each)

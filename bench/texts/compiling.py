"""Compiling: 40 contributions on 30 clauses, and 1,000 on 200, each in a process of its own for the sake of its memory.

Every contribution says something to every clause: new words, suppression, keep as it is, a new clause. Half of the
wordings are shared by several contributions, as campaigns and groups of states do; the others are their own.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from random import Random

from bench.texts.figures import Figure
from texts.engine.changes import Change, Op
from texts.engine.compilation import Proposal, compiled
from texts.engine.outline import Clause, ClauseKind, Outline

SIZES = ((40, 30), (1000, 200))
SECONDS = {SIZES[0]: 0.3, SIZES[1]: 10.0}
MEGABYTES = 500
WORDS = 50  # in a clause
_SEED = 7
_VOCABULARY = 800


def measure() -> list[Figure]:
    """Measure both sizes."""
    return [figure for size in SIZES for figure in _figures(*size)]


def _figures(contributions: int, clauses: int) -> Iterator[Figure]:
    asked = [sys.executable, "-m", "bench.texts.compiling", str(contributions), str(clauses)]
    found = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)
    name = f"compiling {contributions:,} contributions x {clauses} clauses"
    limit = SECONDS[contributions, clauses]
    yield Figure(name, f"{found['seconds']:.2f} s", f"under {limit:g} s", found["seconds"] < limit)
    yield Figure(
        f"{name}: memory", f"{found['megabytes']:.0f} MB", f"under {MEGABYTES} MB", found["megabytes"] < MEGABYTES
    )
    yield Figure(
        f"{name}: every redline on top, when asked for", f"{found['redlines']:.2f} s for {found['wordings']:,}"
    )


def _text(random: Random, vocabulary: list[str], number: int) -> list[str]:
    return random.choices(vocabulary, k=number)


def _base(random: Random, vocabulary: list[str], clauses: int) -> Outline:
    return tuple(
        Clause(f"clause-{number}", ClauseKind.ITEM, " ".join(_text(random, vocabulary, WORDS)) + ";", f"{number}.")
        for number in range(1, clauses + 1)
    )


def _reworded(clause: Clause, random: Random, vocabulary: list[str]) -> str:
    """The clause with words changed at one to four places."""
    words = clause.wording.split()
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(words))
        words[at : at + random.randint(0, 3)] = _text(random, vocabulary, random.randint(0, 3))
    return " ".join(words)


def proposals(base: Outline, contributions: int, random: Random, vocabulary: list[str]) -> list[Proposal]:
    """What all of them say to every clause."""
    shared = {clause.id: [_reworded(clause, random, vocabulary) for _ in range(12)] for clause in base}

    def change(clause: Clause) -> Change:
        draw = random.random()
        if draw < 0.4:
            return Change(Op.MOD, clause.id, wording=random.choice(shared[clause.id]), reason="clearer")
        if draw < 0.8:
            return Change(Op.MOD, clause.id, wording=_reworded(clause, random, vocabulary), reason="clearer")
        if draw < 0.85:
            return Change(Op.SUP, clause.id, reason="said elsewhere")
        if draw < 0.95:
            return Change(Op.NOC, clause.id, reason="agreed")
        return Change(Op.ADD, after=clause.id, wording=" ".join(_text(random, vocabulary, WORDS)), label="new")

    return [
        Proposal(
            f"p{number}", (f"Source {number:04}",), tuple(change(clause) for clause in base), symbol=f"X/1/{number}"
        )
        for number in range(contributions)
    ]


def _measured(contributions: int, clauses: int) -> dict[str, float]:
    random = Random(_SEED)
    vocabulary = ["".join(random.choices("abcdefghilmnoprstuv", k=random.randint(2, 10))) for _ in range(_VOCABULARY)]
    base = _base(random, vocabulary, clauses)
    found = proposals(base, contributions, random, vocabulary)
    random.shuffle(found)
    begin = time.perf_counter()
    compilation = compiled(base, found)
    compiled_at = time.perf_counter()
    rivals = [each for clause in compilation.clauses for each in clause.alternatives[1:]]
    for each in rivals:
        _ = each.pieces
    redlined_at = time.perf_counter()
    return {
        "seconds": compiled_at - begin,
        "redlines": redlined_at - compiled_at,
        "wordings": len(rivals),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    print(json.dumps(_measured(*map(int, sys.argv[1:]))))

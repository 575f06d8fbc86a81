"""Understanding a file as changes of a text: 300 paragraphs against 300 clauses."""

import time
from collections.abc import Callable, Sequence
from random import Random
from statistics import median

from bench.texts.figures import Figure
from texts.engine.alignment import Understanding, aligned, compared
from texts.engine.applying import applied
from texts.engine.outline import Clause, ClauseKind, Outline
from texts.engine.tokens import cut
from texts.engine.tracked import Mark, Paragraph, Run, accepted

CLAUSES = 300
MILLISECONDS = 500.0
TIMES = 5
_SEED = 7
_ANA = Mark("Ana")
_Understand = Callable[[Sequence[Paragraph], Outline], Understanding]


def measure() -> list[Figure]:
    """Measure a file of which every clause is touched, and one without marks that shares no clause with the text."""
    random = Random(_SEED)
    base = tuple(Clause(f"c{number}", ClauseKind.ITEM, _words(random), f"{number + 1}.") for number in range(CLAUSES))
    touched = [paragraph for clause in base for paragraph in _touched(clause, random)]
    stranger = [Paragraph((Run(_words(random)),)) for _ in range(CLAUSES)]
    found = aligned(touched, base)
    right = [clause.wording for clause in applied(base, [placed.change for placed in found.changes])]
    return [
        _figure("tracked changes in each", aligned, touched, base, right=right == _wordings(touched)),
        _figure("no marks and not one clause the same", compared, stranger, base, right=True),
    ]


def _figure(name: str, understand: _Understand, file: list[Paragraph], base: Outline, *, right: bool) -> Figure:
    took = median(_milliseconds(understand, file, base) for _ in range(TIMES))
    return Figure(
        f"understanding a file of {CLAUSES} clauses, {name}",
        f"{took:.0f} ms" if right else "wrong",
        f"under {MILLISECONDS:g} ms",
        right and took < MILLISECONDS,
    )


def _milliseconds(understand: _Understand, file: list[Paragraph], base: Outline) -> float:
    cut.cache_clear()
    begin = time.perf_counter()
    understand(file, base)
    return (time.perf_counter() - begin) * 1000


def _touched(clause: Clause, random: Random) -> list[Paragraph]:
    """A word changed, all of it rewritten, or gone with another in its place: by turns."""
    label, words = f"{clause.label}\t", clause.wording
    first, rest = words.split(" ", 1)
    new, other = _words(random), f"{first} indeed"
    return random.choice(
        (
            [Paragraph((Run(label), Run(first, deleted=_ANA), Run(other, inserted=_ANA), Run(f" {rest}")))],
            [Paragraph((Run(label), Run(words, deleted=_ANA), Run(new, inserted=_ANA)))],
            [
                Paragraph((Run(label + words, deleted=_ANA),), deleted=_ANA),
                Paragraph((Run(label + new, inserted=_ANA),), inserted=_ANA),
            ],
        )
    )


def _words(random: Random) -> str:
    return " ".join(f"word{random.randrange(500)}" for _ in range(40))


def _wordings(file: list[Paragraph]) -> list[str]:
    return [each.text.split("\t")[-1] for each in accepted(file)]

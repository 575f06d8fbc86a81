"""The workload for compiling is what it says, and the measurement runs in its own process."""

from random import Random

from bench.texts import compiling
from texts.engine.compilation import compiled


def test_everybody_says_something_to_every_clause():
    random = Random(1)
    vocabulary = ["one", "two", "three"]
    base = compiling._base(random, vocabulary, 3)

    found = compiling.proposals(base, 4, random, vocabulary)

    assert [len(each.changes) for each in found] == [3, 3, 3, 3]
    assert compiled(base, found).unplaced == ()


def test_the_small_size_is_measured_in_time_and_memory(monkeypatch):
    monkeypatch.setattr(compiling, "SIZES", compiling.SIZES[:1])

    time, memory, redlines = compiling.measure()

    assert (time.aim, memory.aim, redlines.aim) == ("under 0.3 s", "under 500 MB", "")
    assert time.name == "compiling 40 contributions x 30 clauses"

"""``python -m tests.config.surviving LETTERS SEED``: a house to which everything happens, and whether a letter is lost.

A mail server of ours, two workers that send letters, one that tells followers, and meanwhile at random: a worker is
killed, the broker, the database, the mail server. At the end what was written, the record and what arrived are
compared.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random

from tests.config.hands import ANY_TIME, ITEMS, LETTERS, STATES, TIMEOUT, Blow, House
from tests.config.outcome import Outcome, Stored, Told
from tests.config.post_office import PostOffice
from tests.config.running import ROOT
from tests.config.writing import ACTS, DOMAIN, Plan

UNSPREAD = "SELECT count(*) FROM following_news WHERE spread_at IS NULL AND dropped_at IS NULL AND NOT hold"
# So many seconds after the last act its digests are due.
SOON = 40


def survive(folder: Path, plan: Plan, *, rounds: int, patience: float) -> Outcome:
    """Write letters in the house in ``folder/var`` while everything is done to it so many ``rounds`` times.

    What is not well after so many seconds of ``patience`` shows in the outcome.
    """
    dice, until = Random(plan.seed), time.monotonic() + patience
    # A worker's notes have to outlive the time for which the database is away, which grows from fall to fall.
    claim = 45 + 5 * rounds
    journal = folder / "journal"
    with (
        PostOffice(journal, letters=plan.letters, seed=plan.seed, late=TIMEOUT + 1.5) as post,
        _house(folder / "var", post, claim=claim) as house,
        _writer(house, plan) as writer,
    ):
        writer.until("followed")
        house.strike_at(Blow.SPREADING, reader=plan.at_once[-1], seconds=60, when=writer.go_on)
        blows = [blow for _round in range(rounds) for blow in dice.sample(ANY_TIME, len(ANY_TIME))]
        for number, blow in enumerate(blows, start=1):
            # Spread over the work: each when its share of the letters has arrived. Half of the news is not yet written.
            _wait(partial(_has_taken, post, plan.letters * number * 0.55 / len(blows)), until)
            house.strike(blow)
        writer.until("written")
        writer.go_on()
        writer.until("acted")
        _wait(lambda: house.ask(UNSPREAD) == [(0,)], until)
        house.strike_at(Blow.GATHERING, reader=plan.daily[len(plan.daily) // 2], seconds=SOON + 90)
        _wait(lambda: _is_done(house, plan), until)
        house.say("done")
        return _outcome(house, plan)


@contextmanager
def _house(var_dir: Path, post: PostOffice, *, claim: int) -> Iterator[House]:
    house = House(var_dir, post, claim=claim)
    try:
        yield house
    finally:
        house.end()


class Writer:
    """Somebody who writes, and tells how far they are."""

    def __init__(self, house: House, plan: Plan) -> None:
        command = [sys.executable, "-m", "tests.config.writing", str(plan.letters), str(plan.seed), str(SOON)]
        pipe = subprocess.PIPE
        self._house = house
        self._process = subprocess.Popen(command, cwd=ROOT, env=house.environment, stdin=pipe, stdout=pipe, text=True)

    def until(self, word: str) -> None:
        """Wait until they say so."""
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == f"{word}\n"
        self._house.say(f"the writer has {word}")

    def go_on(self) -> None:
        """Let them do what comes next."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def end(self) -> None:
        """Let them do nothing more."""
        self._process.kill()
        self._process.communicate()


@contextmanager
def _writer(house: House, plan: Plan) -> Iterator[Writer]:
    writer = Writer(house, plan)
    try:
        yield writer
    finally:
        writer.end()


def _wait(condition: Callable[[], bool], until: float) -> None:
    while not condition() and time.monotonic() < until:
        time.sleep(0.25)


def _has_taken(post: PostOffice, number: float) -> bool:
    return len(post.copies) >= number


def _is_done(house: House, plan: Plan) -> bool:
    states = dict(house.ask(STATES) or [])
    return sum(states.values()) >= plan.letters and not states.get("undone")


def _outcome(house: House, plan: Plan) -> Outcome:
    ours = f".{DOMAIN}"
    return Outcome(
        expected=plan.expected,
        followers=dict.fromkeys(plan.at_once, ACTS) | dict.fromkeys(plan.daily, 1),
        stored=[Stored(*row) for row in house.ask(LETTERS) or []],
        told=[Told(*row) for row in house.ask(ITEMS) or []],
        copies=[copy for copy in house.post.copies if copy.to.endswith(ours)],
        fallen=house.fallen,
        did=house.post.did,
    )


def main(letters: int, seed: int) -> int:
    """Print the counts; return 1 where something was lost."""
    _tell(f"{letters:,} letters, seed {seed}")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="plenum-faults-", dir="/tmp") as folder:  # a socket's path has to be short
        outcome = survive(Path(folder), Plan(letters, seed), rounds=max(letters // 8000, 1), patience=1800)
    _tell(outcome.table(), f"after {time.monotonic() - began:.0f} s")
    amiss = outcome.faults + [f"this was never done: {what}" for what in outcome.lacking]
    _tell(*(f"FAULT: {fault}" for fault in amiss))
    return 1 if amiss else 0


def _tell(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))

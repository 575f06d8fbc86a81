"""``python -m tests.config.surviving LETTERS SEED``: a house to which everything happens, and whether a letter is lost.

A local mail server, two workers that send letters, and meanwhile at random: a worker is killed, the broker, the
database; the mail server refuses, delays and drops. At the end the record is compared with what arrived.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import psycopg

from config.services import addresses
from tests.config.running import ROOT, Run
from tests.config.sink import GONE, Sink

# Shorter than in a real house, where a worker is given two minutes before it is taken for dead.
CLAIM_SECONDS = 20
# What waits for its next attempt, and a rest of all letters, comes at once. Claims stay: they run out by themselves.
SOON = """
    UPDATE notifications_letter SET next_attempt_at = now()
    WHERE sent_at IS NULL AND failed_at IS NULL AND claimed_at IS NULL AND next_attempt_at > now();
    UPDATE notifications_domain SET next_at = now() WHERE next_at > now()
"""
# Notes that a database which is killed may not have on its disk yet (notifications.actions.noting).
NOTES = 10
VICTIMS = ("mailer", "second", "broker", "postgres")


@dataclass(frozen=True)
class Outcome:
    """What was stored, what arrived, and what was done meanwhile."""

    letters: int
    stored: int
    sent: int
    failed: int
    undone: int
    arrived: int
    repeats: int
    most_of_one: int
    strangers: int
    missing: int
    wrongly_failed: int
    under_two_names: int
    kills: Counter[str]
    did: Counter[str]

    @property
    def repeats_allowed(self) -> int:
        """One for each letter that was under way when its worker died or its yes was lost, and a database's notes."""
        workers = self.kills["mailer"] + self.kills["second"]
        return workers + self.did["dropped after taking it"] + (NOTES + 2) * self.kills["postgres"]

    @property
    def faults(self) -> list[str]:
        """What must not be; nothing, if all is well."""
        total = sum(self.kills.values()) + self.did["dropped after taking it"]
        wrong = {
            "letters stored are not what was written": self.stored != self.letters,
            "somebody has one letter under two Message-IDs": self.under_two_names > 0,
            "letters were never finished": self.undone > 0,
            "letters are called sent and did not arrive": self.missing > 0,
            "letters arrived that the record does not know, or not as sent": self.strangers > 0,
            "letters were given up that nobody refused for good": self.wrongly_failed > 0,
            "one letter came oftener than something was killed": self.most_of_one > 1 + total,
            "more came twice than can be explained": self.repeats > self.repeats_allowed,
        }
        return [what for what, is_so in wrong.items() if is_so]

    def table(self) -> str:
        """The counts, for people."""
        rows: list[tuple[str, object]] = [
            ("letters written", self.letters),
            ("letters stored", self.stored),
            ("sent", self.sent),
            ("refused for good", self.failed),
            ("not finished", self.undone),
            ("arrived, each once", self.arrived),
            (f"came again, same Message-ID (at most {self.repeats_allowed})", self.repeats),
            ("sent and not arrived", self.missing),
            ("arrived and not sent", self.strangers),
            *((f"killed: {name}", number) for name, number in sorted(self.kills.items())),
            *((f"mail server: {what}", number) for what, number in sorted(self.did.items())),
        ]
        width = max(len(what) for what, _number in rows)
        return "\n".join(f"{what:<{width}}  {number:>7}" for what, number in rows)


class House:
    """A house with a second worker for letters, and what can be done to it."""

    def __init__(self, var_dir: Path, sink: Sink) -> None:
        self.var_dir, self.kills = var_dir, Counter[str]()
        self.more = {"EMAIL_URL": sink.url, "LETTER_CLAIM_SECONDS": str(CLAIM_SECONDS), "MAIL_MOST_A_MINUTE": "0"}
        self.run = Run(var_dir, **self.more)
        self.run.ready()
        without = ("DATABASE_URL", "BROKER_URL", "CACHE_URL")
        self.environment = {name: value for name, value in os.environ.items() if name not in without}
        self.environment |= {"VAR_DIR": str(var_dir), "DJANGO_SETTINGS_MODULE": "config.settings", **self.more}
        self.environment["PYTHONWARNINGS"] = "ignore:You're running the worker"
        self.second = self._begin_second()

    def kill(self, name: str) -> None:
        """Kill it with all that it has started, and see that it is there again."""
        self.kills[name] += 1
        if name == "second":
            os.killpg(self.second.pid, signal.SIGKILL)
            self.second.wait()
            self.second = self._begin_second()
            return
        before = self.run.said.count(f"{name} ended killed by signal 9")
        os.killpg(os.getpgid(self._process_of(name)), signal.SIGKILL)
        self.run.until(lambda: self.run.said.count(f"{name} ended killed by signal 9") > before)

    def hurry(self) -> None:
        """Let nothing wait for its next attempt."""
        self._ask(SOON)

    def letters(self, *, others: bool = False) -> list[tuple[str, str, str]]:
        """Message-ID, address and state of each letter of the test; empty while the database is away.

        ``others``: of those that the sample data has caused instead.
        """
        state = "CASE WHEN sent_at IS NOT NULL THEN 'sent' WHEN failed_at IS NOT NULL THEN 'failed' ELSE 'undone' END"
        which = "NOT LIKE" if others else "LIKE"
        return self._ask(f"SELECT message_id, address, {state} FROM notifications_letter WHERE key {which} 'fault:%'")  # noqa: S608  # ours

    def end(self) -> None:
        """Stop everything."""
        os.killpg(self.second.pid, signal.SIGKILL)
        self.second.wait()
        self.run.end(signal.SIGTERM)

    def _begin_second(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--queues=mail", "--concurrency=1"]
        command += ["--hostname=second@%h", "--loglevel=WARNING", "--without-gossip", "--without-mingle"]
        nowhere = subprocess.DEVNULL
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=nowhere, stderr=nowhere, start_new_session=True
        )

    def _process_of(self, name: str) -> int:
        words = {"mailer": " --hostname=mailer@", "broker": "valkey-server", "postgres": "/postgres -D"}[name]
        pid = self.run.process.pid
        while True:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            told = {int(each): Path(f"/proc/{each}/cmdline").read_text().replace("\0", " ") for each in children}
            found = [each for each, command in told.items() if words in command]
            if found:
                return found[0]
            time.sleep(0.1)

    def _ask(self, statement: str) -> list[tuple[str, str, str]]:
        host, name = str(addresses.socket_dir(self.var_dir)), addresses.NAME
        try:
            with psycopg.connect(host=host, dbname=name, user=name) as connection:
                cursor = connection.execute(statement)
                return cursor.fetchall() if cursor.description else []
        except psycopg.OperationalError:
            return []


def survive(var_dir: Path, *, letters: int, seed: int, rounds: int, patience: float) -> Outcome:
    """Write so many letters while everything is killed ``rounds`` times; all within ``patience`` seconds."""
    dice = Random(seed)
    with Sink(seed=seed) as sink:
        house = House(var_dir, sink)
        command = [sys.executable, "-m", "tests.config.writing", str(letters), str(seed)]
        writer = subprocess.Popen(command, cwd=ROOT, env=house.environment, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + patience
        try:
            victims = [victim for _round in range(rounds) for victim in dice.sample(VICTIMS, len(VICTIMS))]
            for number, victim in enumerate(victims, start=1):
                # Spread over the work: each when its share of the letters has arrived.
                so_far = letters * number // (len(victims) + 2)
                _until(partial(_has_taken, sink, so_far), house, deadline)
                assert house.second.poll() is None, "the second worker ended by itself"
                house.kill(victim)
            assert writer.wait(max(deadline - time.monotonic(), 1)) == 0
            sink.is_calm = True
            _until(lambda: _is_done(house, letters), house, deadline)
            return _outcome(house, sink, letters)
        finally:
            writer.kill()
            house.end()


def _until(condition: Callable[[], bool], house: House, deadline: float) -> None:
    """Wait; what is not so by then shows in the outcome."""
    while not condition() and time.monotonic() < deadline:
        house.hurry()
        time.sleep(0.5)


def _has_taken(sink: Sink, number: int) -> bool:
    return len(sink.taken) >= number


def _is_done(house: House, letters: int) -> bool:
    found = house.letters()
    return len(found) >= letters and all(state != "undone" for _id, _address, state in found)


def _outcome(house: House, sink: Sink, letters: int) -> Outcome:
    stored, known = house.letters(), {message_id for message_id, _address, _state in house.letters(others=True)}
    arrived = Counter({each: number for each, number in sink.message_ids.items() if each not in known})
    by_address: defaultdict[str, set[str]] = defaultdict(set)
    for message_id, address in sink.letters():
        if message_id not in known:
            by_address[address].add(message_id)
    states = Counter(state for _id, _address, state in stored)
    sent = {message_id for message_id, _address, state in stored if state == "sent"}
    return Outcome(
        letters=letters,
        stored=len(stored),
        sent=states["sent"],
        failed=states["failed"],
        undone=states["undone"] + max(letters - len(stored), 0),
        arrived=len(arrived),
        repeats=sum(arrived.values()) - len(arrived),
        most_of_one=max(arrived.values(), default=0),
        strangers=len(arrived.keys() - sent),
        missing=len(sent - arrived.keys()),
        wrongly_failed=sum(state == "failed" and not address.startswith(GONE) for _id, address, state in stored),
        under_two_names=sum(len(names) > 1 for names in by_address.values()),
        kills=house.kills,
        did=sink.did,
    )


def main(letters: int, seed: int) -> int:
    """Print the counts; return 1 where something was lost."""
    _say(f"{letters:,} letters, seed {seed}")
    rounds = max(letters // 4000, 1)
    with tempfile.TemporaryDirectory(prefix="plenum-faults-", dir="/tmp") as folder:  # a socket's path has to be short
        outcome = survive(Path(folder) / "var", letters=letters, seed=seed, rounds=rounds, patience=1800)
    _say(outcome.table(), *(f"FAULT: {fault}" for fault in outcome.faults))
    return 1 if outcome.faults else 0


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))

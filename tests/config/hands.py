"""A house with a second worker for letters, and what hands that mean no good can do to it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import psycopg

from config.services import addresses
from tests.config.post_office import PostOffice
from tests.config.running import ROOT, Run
from tests.config.writing import DOMAIN

# Shorter than in a real house, all by settings: how long an answer is waited for, a worker before it is taken for dead,
# a letter that was not taken, and all letters when the mail server is away.
TIMEOUT, REST = 3, 2
PAUSES = "2,2,4,4,8,8,8,8,8,8"
# After so many seconds the database has put on its disk what a worker has noted that is dead by now (three rounds of
# its writer of the log, 200 ms each).
ON_DISK = 1.0


class Blow(StrEnum):
    """What is done to the house."""

    MAILER = "first worker for letters killed"
    SECOND = "second worker for letters killed"
    SPREADING = "worker killed in the middle of spreading news"
    GATHERING = "worker killed in the middle of writing digests"
    BROKER = "broker killed"
    DATABASE = "database killed"
    RESTART = "database restarted"
    AWAY = "mail server killed, and away until its refusal was met"


# Those that are dealt out over the work. The other two wait for their moment.
ANY_TIME = (Blow.MAILER, Blow.SECOND, Blow.BROKER, Blow.DATABASE, Blow.RESTART, Blow.AWAY)
# Whoever had just said yes, or heard it, when it was killed.
COSTS_A_COPY = frozenset((Blow.MAILER, Blow.SECOND, Blow.AWAY))
_NAMES = {Blow.MAILER: "mailer", Blow.BROKER: "broker", Blow.DATABASE: "postgres", Blow.RESTART: "postgres"}
_COMMANDS = {
    "mailer": " --hostname=mailer@", "worker": " --hostname=worker@",
    "broker": "valkey-server", "postgres": "/postgres -D",
}  # fmt: skip


@dataclass(frozen=True)
class Fallen:
    """What was done, and when it had been."""

    blow: Blow
    at: float


class House:
    """A house with a second worker for letters."""

    def __init__(self, var_dir: Path, post: PostOffice, *, claim: int) -> None:
        self.var_dir, self.post, self.fallen = var_dir, post, list[Fallen]()
        self.began = time.monotonic()
        more = {
            "EMAIL_URL": post.url, "EMAIL_TIMEOUT": str(TIMEOUT), "LETTER_CLAIM_SECONDS": str(claim),
            "LETTER_PAUSES": PAUSES, "LETTER_REST_SECONDS": str(REST), "MAIL_MOST_A_MINUTE": "0",
        }  # fmt: skip
        self.run = Run(var_dir, **more)
        self.run.ready()
        without = ("DATABASE_URL", "BROKER_URL", "CACHE_URL")
        self.environment = {name: value for name, value in os.environ.items() if name not in without}
        self.environment |= {"VAR_DIR": str(var_dir), "DJANGO_SETTINGS_MODULE": "config.settings", **more}
        self.environment["PYTHONWARNINGS"] = "ignore:You're running the worker"
        self.second = self._begin_second()

    def strike(self, blow: Blow) -> None:
        """Do it, and see that the house is whole again before the next."""
        if blow == Blow.SECOND:
            assert self.second.poll() is None, "the second worker ended by itself"
            os.killpg(self.second.pid, signal.SIGKILL)
            self._note(blow)
            self.second.wait()
            self.second = self._begin_second()
            time.sleep(ON_DISK)
        elif blow == Blow.AWAY:
            self.post.close()
            self._note(blow)
            self.run.until(self._refusal_was_met, 60)
            self.post.open()
        else:
            self._fell(_NAMES[blow], blow)
            time.sleep(ON_DISK)

    def strike_at(self, blow: Blow, *, reader: str, seconds: float, when: Callable[[], object] = bool) -> None:
        """Kill the worker for everything but letters in the middle of a transaction that comes to this reader.

        A row is held until the worker waits for it with all that it has stored in that transaction, for so many seconds
        at most. ``when`` lets it begin.
        """
        with self.connection() as holder:
            assert holder.execute(HOLDING[blow], (reader,)).rowcount == 1
            when()
            self.run.until(lambda: self._somebody_waits_for(holder), seconds)
            self._fell("worker", blow)

    def ask(self, statement: str) -> list[Any] | None:
        """What the database says; None while it is away."""
        try:
            with self.connection() as connection:
                return connection.execute(statement.encode()).fetchall()
        except psycopg.OperationalError:
            return None

    def connection(self) -> psycopg.Connection[Any]:
        """A connection of our own."""
        host = str(addresses.socket_dir(self.var_dir))
        return psycopg.connect(host=host, dbname=addresses.NAME, user=addresses.NAME)

    def say(self, what: str) -> None:
        """Tell what happens, for whoever looks on: when, and how many letters have arrived by then."""
        sys.stdout.write(f"{time.monotonic() - self.began:4.0f} s  {len(self.post.copies):>6}  {what}\n")
        sys.stdout.flush()

    def end(self) -> None:
        """Stop everything."""
        os.killpg(self.second.pid, signal.SIGKILL)
        self.second.wait()
        self.run.end(signal.SIGTERM)

    def _note(self, blow: Blow) -> None:
        self.fallen.append(Fallen(blow, time.time()))
        self.say(blow)

    def _fell(self, name: str, blow: Blow) -> None:
        """Kill it with all that it has started, or ask it to end, and wait until it has been started again."""
        self.run.until(lambda: self._process_of(name) is not None)
        process = self._process_of(name) or 0
        before = self.run.said.count(f"{name} ended ")
        if blow == Blow.RESTART:
            os.kill(process, signal.SIGINT)  # PostgreSQL's fast shutdown
        else:
            os.killpg(os.getpgid(process), signal.SIGKILL)
        self._note(blow)
        self.run.until(lambda: self.run.said.count(f"{name} ended ") > before)
        self.run.until(lambda: self._process_of(name) not in (None, process))
        if name == "postgres":
            # Workers that have notes in hand make them then: none is ever killed together with the database (0098).
            self.run.until(lambda: self.ask("SELECT 1"))

    def _refusal_was_met(self) -> bool:
        return bool(self.ask(REFUSED))

    @staticmethod
    def _somebody_waits_for(holder: psycopg.Connection[Any]) -> bool:
        waiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        return bool(holder.execute(waiting).fetchall())

    def _begin_second(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--queues=mail", "--concurrency=1"]
        command += ["--hostname=second@%h", "--loglevel=WARNING", "--without-gossip", "--without-mingle"]
        nowhere = subprocess.DEVNULL
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=nowhere, stderr=nowhere, start_new_session=True
        )

    def _process_of(self, name: str) -> int | None:
        pid = self.run.process.pid
        for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            try:
                command = Path(f"/proc/{each}/cmdline").read_text().replace("\0", " ")
            except OSError:
                continue
            if _COMMANDS[name] in command and "launch.py" not in command:
                return int(each)
        return None


# By which row a worker is stopped: spreading stores an item for the reader, gathering says in which letter it stands.
HOLDING = {
    Blow.SPREADING: "SELECT 1 FROM following_reader WHERE address = %s FOR UPDATE",
    Blow.GATHERING: """
        SELECT 1 FROM following_item i JOIN following_reader r ON r.id = i.reader_id
        WHERE r.address = %s FOR UPDATE OF i
    """,
}
_OURS = f"address LIKE '%@d%.{DOMAIN}'"
_STATE = "CASE WHEN sent_at IS NOT NULL THEN 'sent' WHEN failed_at IS NOT NULL THEN 'failed' ELSE 'undone' END"
_LETTERS = f"FROM notifications_letter WHERE {_OURS}"
# A letter of the test that met nobody where the mail server was.
REFUSED = f"SELECT 1 {_LETTERS} AND sent_at IS NULL AND last_error LIKE '%onnection refused%'"
# What the house says of the letters of the test, and of what its followers were told.
STATES = f"SELECT {_STATE}, count(*) {_LETTERS} GROUP BY 1"
LETTERS = f"SELECT message_id, address, {_STATE} {_LETTERS}"
ITEMS = f"""
    SELECT r.address, i.news_id, l.message_id, coalesce(l.address = r.address, false) AND i.due_at IS NULL
    FROM following_item i JOIN following_reader r ON r.id = i.reader_id
    LEFT JOIN notifications_letter l ON l.id = i.letter_id WHERE r.{_OURS}
"""  # noqa: S608  # ours

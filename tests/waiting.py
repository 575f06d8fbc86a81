"""Waiting for what must come, however slow the machine is; one act that has to wait for another, where they meet."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection, connections

LONGEST = 60  # seconds
Seen = TypeVar("Seen")


def until(look: Callable[[], Seen]) -> Seen:
    """Look again and again until something is seen, and return that; fail where there never is."""
    end = time.monotonic() + LONGEST
    while not (seen := look()):
        assert time.monotonic() < end, f"{seen!r} after {LONGEST} s"
        time.sleep(0.02)
    return seen


def at_once(*acts: Callable[[], Seen]) -> list[Seen]:
    """Let all begin in the same moment, each over connections of its own; what they returned, or what one raised."""
    start = Barrier(len(acts), timeout=LONGEST)

    def run(act: Callable[[], Seen]) -> Seen:
        try:
            start.wait()
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def meanwhile(act: Callable[[], object]) -> "Future[object]":
    """Begin the act in a thread of its own, and return once it waits for a lock that the present transaction holds."""

    def run() -> object:
        try:
            return act()
        finally:
            connection.close()

    pool = ThreadPoolExecutor(1)
    future = pool.submit(run)
    pool.shutdown(wait=False)
    until(lambda: future.done() or _somebody_waits())
    assert not future.done(), "it waited for nothing"
    return future


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        # Of this database only: tests of another worker wait for each other too. Whoever waits for a row names no
        # database there, but holds the table's lock, which does.
        cursor.execute(
            """
            SELECT count(*) FROM pg_locks waits JOIN pg_locks holds USING (pid)
            JOIN pg_database here ON here.oid = holds.database AND here.datname = current_database()
            WHERE NOT waits.granted
            """
        )
        return bool(cursor.fetchone()[0])

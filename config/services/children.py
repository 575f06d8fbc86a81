"""A program that is meant to run for as long as the supervisor does."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from config.services import launcher, processes
from config.services.console import Console
from config.services.lock import Started

LONGEST_PAUSE = 30.0  # seconds between two attempts
STEADY_AFTER = 60.0  # a child that lived so long begins again with the shortest pause


@dataclass
class Child:
    """One program, its process while it runs, and when it may be tried again.

    ``launch`` starts it with its output going to the given file descriptor, and returns
    when it is up; it may raise CannotStart.
    """

    name: str
    launch: Callable[[int], subprocess.Popen[bytes]]
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 10.0
    holds_data: bool = False  # never ended by force while it still tries
    process: subprocess.Popen[bytes] | None = None
    started: Started | None = None
    failures: int = 0
    due_at: float = 0.0
    _began_at: float = field(default=0.0, repr=False)
    _asked: bool = field(default=False, repr=False)

    def start(self, console: Console) -> None:
        """Start the program; raise CannotStart where it does not come up."""
        self._began_at, self._asked = time.monotonic(), False
        reading, writing = _pipe()
        console.follow(reading, name=self.name)
        with writing:
            self.process = self.launch(writing.fileno())
        self.started = Started(self.name, self.process.pid, processes.birth(self.process.pid) or "")

    def is_running(self) -> bool:
        """Tell whether the process lives."""
        return self.process is not None and self.process.poll() is None

    def how_it_ended(self) -> str:
        """Say in words with what its process ended."""
        code = self.process.returncode if self.process else 0
        return f"killed by signal {-code} ({signal.Signals(-code).name})" if code < 0 else f"with code {code}"

    def plan_restart(self) -> float:
        """End what its group left, and return after how many seconds it may start again: 1, 2, 4, … 30."""
        self._kill_group()
        self.failures = 1 if time.monotonic() - self._began_at > STEADY_AFTER else self.failures + 1
        pause = min(LONGEST_PAUSE, 2.0 ** (self.failures - 1))
        self.due_at = time.monotonic() + pause
        return pause

    def hurry(self) -> None:
        """End it by force, unless it holds data."""
        if self.is_running() and not self.holds_data:
            self._kill_group()

    def ask_to_stop(self) -> None:
        """Send the stop signal, once."""
        if self.is_running() and not self._asked and self.process is not None:
            self.process.send_signal(self.stop_signal)
            self._asked = True

    def stop(self) -> None:
        """Ask it to end; after the patience, end it and its own children by force."""
        if self.process is None:
            return
        if self.is_running():
            self.ask_to_stop()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(self.patience)
        self._kill_group()
        self.process.wait()

    def _kill_group(self) -> None:
        if self.process is not None:
            group = self.process.pid
            processes.end(lambda: processes.group_members(group), by=signal.SIGKILL, patience=5)


def program(
    name: str,
    command: Sequence[str | Path],
    *,
    workplace: Path,
    environment: dict[str, str],
    when_we_die: signal.Signals = signal.SIGTERM,
    keep_open: Sequence[int] = (),
    patience: float = 10.0,
) -> Child:
    """Return a child that runs a command in a group of its own; ``keep_open`` are descriptors it inherits."""

    def launch(output: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            launcher.command(*command, when_we_die=when_we_die),
            cwd=workplace,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=keep_open,
        )

    return Child(name, launch, patience=patience)


def _pipe() -> tuple[IO[bytes], IO[bytes]]:
    reading, writing = os.pipe()
    return os.fdopen(reading, "rb"), os.fdopen(writing, "wb", buffering=0)

"""What the two embedded servers have in common: a start that is proven, and a stop that leaves nothing."""

import signal
import subprocess
import time
from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from config.services.errors import CannotStart
from config.services.folders import remove_if_empty


class EmbeddedServer(ABC):
    """A server that runs as our direct child while the ``with`` block lasts, and dies with us."""

    name: str
    socket_dir: Path
    stop_signal: signal.Signals
    patience = 30.0  # seconds until it answers; a recovery after a crash may take some

    def __init__(self, log: Path) -> None:
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def prepare(self) -> None:
        """Make what is missing and end what an earlier run left; raise CannotStart where that is impossible."""

    @abstractmethod
    def command(self) -> list[str]:
        """Return the command to run."""

    @abstractmethod
    def answers(self, pid: int) -> bool:
        """Tell whether the process with this id, and no other, answers at our address."""

    @property
    @abstractmethod
    def url(self) -> str:
        """The address for clients."""

    def start(self, output: int | IO[bytes] | None = None) -> subprocess.Popen[bytes]:
        """Start the server and return when it answers; its words go to ``output``, else to the log file.

        Raises CannotStart when it ends before, or does not answer in time.
        """
        self.prepare()
        self.log.unlink(missing_ok=True)
        if output is None:
            with self.log.open("wb") as file:
                self.process = self._spawn(file)
        else:
            self.process = self._spawn(output)
        try:
            self._wait_until_it_answers(self.process)
        except BaseException:
            self.stop()
            raise
        return self.process

    def stop(self) -> None:
        """Ask the server to end, wait, and end it by force after half the patience; harmless when it has ended."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(self.patience / 2)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        remove_if_empty(self.socket_dir)

    def _spawn(self, output: int | IO[bytes]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.command(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C in the terminal is for the supervisor, which stops in order
        )

    def _wait_until_it_answers(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + self.patience
        while not self.answers(process.pid):
            if process.poll() is not None:
                raise CannotStart(f"{self.name} ended at its start with code {process.returncode}.{self._last_words()}")
            if time.monotonic() > deadline:
                raise CannotStart(f"{self.name} did not answer within {self.patience:.0f} seconds.{self._last_words()}")
            time.sleep(0.01)

    def _last_words(self) -> str:
        try:
            lines = self.log.read_text(errors="replace").strip().splitlines()[-3:]
        except OSError:
            lines = []
        return " Its last words: " + " · ".join(lines) if lines else ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

"""What the supervisor and its children say, each line with its speaker's name before it."""

import os
import re
import sys
import threading
from collections import deque
from typing import IO

COLOURS = {"postgres": 34, "broker": 35, "setup": 36, "web": 32, "mailer": 31, "worker": 33, "beat": 90, "plenum": 1}
# PostgreSQL's notes on each start and stop, Valkey's advice on a kernel setting, Celery's banners,
# the arrival of a task (its end is said), and the round of the clock.
EVERYDAY = re.compile(
    r"^LOG:|Memory overcommit must be enabled|Received SIGTERM|ready to exit, bye bye"
    r"|^\s*$|^[ -]{0,3}[*-][* -]{9}|^ +\.> |^\[(tasks|queues)\]|^  \. \w|^LocalTime ->|^__    -"
    r"|^Configuration ->|^    \. |: INFO/MainProcess\] Task \S+ received$"
    r"|Task \S+\.(sweep|announce_openings)\S+ succeeded"
)
WIDTH = max(map(len, COLOURS))


class Console:
    """Prints whole lines from several threads; in colour on a terminal unless NO_COLOR is set."""

    def __init__(self, out: IO[str] = sys.stdout) -> None:
        self._out = out
        self._colour = out.isatty() and not os.environ.get("NO_COLOR")
        self._lock = threading.Lock()

    def say(self, text: str, *, name: str = "plenum") -> None:
        """Print each line of a text with its speaker's name; silent when nobody listens any more."""
        label = f"{name:>{WIDTH}} │"
        if self._colour:
            label = f"\033[{COLOURS.get(name, 0)}m{label}\033[0m"
        with self._lock:
            try:
                for line in text.splitlines():
                    self._out.write(f"{label} {line}\n")
                self._out.flush()
            except (BrokenPipeError, ValueError):
                pass

    def follow(self, stream: IO[bytes], *, name: str) -> "Follower":
        """Print what a child says until it closes its end, but for a server's everyday words."""
        follower = Follower(self, stream, name)
        follower.start()
        return follower


class Follower(threading.Thread):
    """Reads one child's output; keeps its last lines."""

    def __init__(self, console: Console, stream: IO[bytes], name: str) -> None:
        super().__init__(daemon=True, name=f"follow-{name}")
        self.lines: deque[str] = deque(maxlen=200)
        self._console, self._stream, self._speaker = console, stream, name

    def run(self) -> None:
        """Read until the end."""
        with self._stream:
            for raw in self._stream:
                line = raw.decode(errors="replace").rstrip()
                self.lines.append(line)
                if not EVERYDAY.search(line):
                    self._console.say(line, name=self._speaker)

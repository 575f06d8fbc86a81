"""The mail server of the fault test, from outside: it can be taken away and brought back, and its journal be read."""

import json
import socket
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.config.running import ROOT
from tests.config.sink import YES_IS_LOST, Did


@dataclass(frozen=True)
class Copy:
    """One letter as it arrived once."""

    at: float
    message_id: str
    to: str
    words: str
    is_yes_lost: bool


class PostOffice:
    """A mail server in a process of its own, at an address that stays the same and belongs to nobody meanwhile."""

    def __init__(self, journal: Path, *, letters: int, seed: int, late: float) -> None:
        self._journal, self._read = journal, 0
        self._copies, self._did = list[Copy](), Counter[Did]()
        # Bound and never listened at: nobody else is given the port, and where the server is gone it is refused.
        self._place = socket.socket()
        self._place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._place.bind(("127.0.0.1", 0))
        self._port = self._place.getsockname()[1]
        self._given = [str(self._port), str(journal), str(letters), str(seed), str(late)]
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
        self._place.close()

    @property
    def url(self) -> str:
        """As ``EMAIL_URL`` wants it."""
        return f"smtp://127.0.0.1:{self._port}"

    def open(self) -> None:
        """Begin, or go on."""
        command = [sys.executable, "-m", "tests.config.sink", *self._given]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n"

    def close(self) -> None:
        """Kill it: all connections drop, and new ones are refused."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    @property
    def copies(self) -> list[Copy]:
        """All that arrived, in order."""
        self._read_on()
        return self._copies

    @property
    def did(self) -> Counter[Did]:
        """How often it did what."""
        self._read_on()
        return self._did

    def _read_on(self) -> None:
        if not self._journal.exists():
            return
        with self._journal.open("rb") as file:
            file.seek(self._read)
            found = file.read()
        whole = found[: found.rfind(b"\n") + 1]
        self._read += len(whole)
        for line in map(json.loads, whole.splitlines()):
            did = Did(line["did"])
            self._did[did] += 1
            if "message_id" in line:
                copy = Copy(line["at"], line["message_id"], line["to"], line["words"], did in YES_IS_LOST)
                self._copies.append(copy)

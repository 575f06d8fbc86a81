"""One supervisor on one var directory: a lock that the kernel releases with its holder."""

import fcntl
import json
import os
import signal
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from config.services import processes
from config.services.errors import CannotStart
from config.services.folders import private


@dataclass(frozen=True)
class Started:
    """A process as it was written down: its group bears its number."""

    name: str
    pid: int
    birth: str


class VarLock:
    """Holds a var directory while the ``with`` block lasts, and keeps a list of what was started in it.

    Entering raises CannotStart when another supervisor holds it. Once held, whatever an
    earlier holder left running, and is proven to be its, has been ended.
    """

    def __init__(self, var_dir: Path, *, workplace: Path) -> None:
        self.var_dir = private(var_dir.resolve())
        self.workplace = workplace.resolve()
        self._list = self.var_dir / "processes.json"
        self._file: IO[str] | None = None

    def write_down(self, started: list[Started]) -> None:
        """Keep on disk what is running now, for whoever comes after a sudden end."""
        new = self._list.with_suffix(".new")
        new.write_text(json.dumps([vars(one) for one in started]))
        new.replace(self._list)

    def __enter__(self) -> Self:
        self._file = (self.var_dir / "lock").open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read().strip() or "unknown"
            raise CannotStart(
                f"Plenum already runs on {self.var_dir} (process {holder}): "
                "stop it first with Ctrl-C, or set VAR_DIR to another folder."
            ) from None
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()
        self._end_leftovers()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def _end_leftovers(self) -> None:
        for left in self._read_list():

            def members(left: Started = left) -> list[int]:
                leader = processes.birth(left.pid)
                if leader is not None and leader != left.birth:
                    return []  # the number is somebody else's now
                return [pid for pid in processes.group_members(left.pid) if processes.workplace(pid) == self.workplace]

            processes.end(members, by=signal.SIGTERM, patience=3)
        self.write_down([])

    def _read_list(self) -> list[Started]:
        try:
            return [Started(**one) for one in json.loads(self._list.read_text())]
        except (OSError, ValueError, TypeError):
            return []

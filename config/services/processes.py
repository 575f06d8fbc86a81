"""What the kernel says about processes: who works where, who is really the one we started."""

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PROC = Path("/proc")


def birth(pid: int) -> str | None:
    """Return a text that no other process has ever had under this number since the machine began, or None if dead.

    A number alone is no proof: the kernel gives it to someone else later.
    """
    fields = _stat(pid)
    if fields is None or fields[0] in ("Z", "X"):
        return None
    return f"{fields[19]}@{(PROC / 'sys/kernel/random/boot_id').read_text().strip()}"


def working_in(folder: Path, *, program: str) -> list[int]:
    """Return the processes of a program that have this folder as their working directory."""
    found = []
    for pid in _all():
        try:
            cwd, exe = os.readlink(PROC / str(pid) / "cwd"), os.readlink(PROC / str(pid) / "exe")
        except OSError:
            continue
        if cwd == str(folder) and Path(exe.removesuffix(" (deleted)")).name == program:
            found.append(pid)
    return found


def workplace(pid: int) -> Path | None:
    """Return the working directory of a process, or None where it has ended or hides it."""
    try:
        return (PROC / str(pid) / "cwd").readlink()
    except OSError:
        return None


def group_members(group: int) -> list[int]:
    """Return the living processes of a process group."""
    return [pid for pid in _all() if (f := _stat(pid)) and f[0] not in ("Z", "X") and int(f[2]) == group]


def end(find: Callable[[], list[int]], *, by: signal.Signals, patience: float) -> None:
    """Signal the processes that ``find`` returns and wait until it returns none; after ``patience`` seconds, kill."""
    _signal(find(), by)
    deadline = time.monotonic() + patience
    while find():
        if time.monotonic() > deadline:
            _signal(find(), signal.SIGKILL)
        time.sleep(0.02)


def _signal(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


def _all() -> Iterator[int]:
    return (int(entry) for entry in os.listdir(PROC) if entry.isdigit())


def _stat(pid: int) -> list[str] | None:
    """Return the fields of /proc/PID/stat from the state on (its name, before, may hold blanks)."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None

"""Start children that die with us, if need be under another identity."""

import os
import pwd
import signal
import subprocess
import sys
from pathlib import Path

SAME = "same"


def command(*program: str | Path, when_we_die: signal.Signals, way: str = SAME) -> list[str]:
    """Return the command that runs a program so that the kernel sends it a signal when this process dies.

    The process id of the program is the one of the started command. The thread that
    starts it must live as long as this process: the kernel watches the thread.
    """
    launch = Path(__file__).with_name("launch.py")
    start = [sys.executable, "-I", "-S", str(launch), str(int(when_we_die)), str(os.getpid()), way, "--"]
    return [*start, *map(str, program)]


def ways_to_run_unprivileged(owner: int) -> list[str]:
    """Return the ways to run a program that refuses root, in the order to try them.

    ``owner`` is the uid that owns the folder the program works in.
    """
    if os.geteuid() != 0:
        return [SAME] if _is_known(os.geteuid()) else [_namespace()]
    if owner != 0:
        return [f"user:{owner}:{pwd.getpwuid(owner).pw_gid}"] if _is_known(owner) else []
    nobody = _somebody()
    return [_namespace(), f"user:{nobody.pw_uid}:{nobody.pw_gid}"]


def can_work(way: str, *, folder: Path, program: Path) -> bool:
    """Tell whether a program, run in this way, could be executed and could write into its folder."""
    check = 'cd "$1" && test -w . && exec "$2" --version'
    trial = command("/bin/sh", "-c", check, "sh", folder, program, when_we_die=signal.SIGKILL, way=way)
    return subprocess.run(trial, check=False, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0


def uid_of(way: str) -> int | None:
    """Return the uid that files must belong to for a way that changes the user, else None."""
    kind, _, numbers = way.partition(":")
    return int(numbers.split(":")[0]) if kind == "user" else None


def _namespace() -> str:
    # The number is seen inside only. It must have a name, or initdb refuses it.
    somebody = _somebody()
    return f"namespace:{somebody.pw_uid}:{somebody.pw_gid}"


def _somebody() -> pwd.struct_passwd:
    for name in ("postgres", "nobody", "daemon"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return next(entry for entry in pwd.getpwall() if entry.pw_uid != 0)


def _is_known(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True

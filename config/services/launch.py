"""Become another program that does not outlive its parent, as root under an identity that PostgreSQL accepts.

Run as a file by ``launcher.command``; imports nothing of ours, so that it starts in
milliseconds and so that the parent may have threads (no code runs between fork and exec).

    python -I -S launch.py SIGNAL PARENT WAY -- PROGRAM ARGUMENT...

SIGNAL is the number the kernel sends to the program when PARENT dies. WAY is ``same``,
``user:UID:GID`` (needs root) or ``namespace:UID:GID``: a user namespace in which our own
uid and gid bear those numbers, so that files keep their owner and nobody else's rights
are needed.
"""

import ctypes
import os
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000


def main(arguments: list[str]) -> None:
    """Take the identity, ask for the parent-death signal, and become the program; raise OSError where refused."""
    signal, parent, way, _, *program = arguments
    os.umask(0o077)
    libc = ctypes.CDLL(None, use_errno=True)
    kind, _, numbers = way.partition(":")
    if kind == "user":
        _become(*map(int, numbers.split(":")))
    elif kind == "namespace":
        _enter_namespace(libc, *map(int, numbers.split(":")))
    # After the change of identity: the kernel forgets the signal when credentials change.
    if sys.platform == "linux":
        _call(libc.prctl, PR_SET_PDEATHSIG, int(signal), 0, 0, 0)
        if os.getppid() != int(parent):
            raise SystemExit("the parent was gone before the start")
    os.execv(program[0], program)


def _become(uid: int, gid: int) -> None:
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def _enter_namespace(libc: ctypes.CDLL, uid: int, gid: int) -> None:
    outer_uid, outer_gid = os.geteuid(), os.getegid()
    _call(libc.unshare, CLONE_NEWUSER)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {outer_uid} 1"),
        ("gid_map", f"{gid} {outer_gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def _call(function: Callable[..., int], *arguments: int) -> None:
    if function(*arguments) != 0:
        raise OSError(ctypes.get_errno(), f"{function.__name__}: {os.strerror(ctypes.get_errno())}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except OSError as error:
        raise SystemExit(f"cannot start {sys.argv[5]}: {error}") from None

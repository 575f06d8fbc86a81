"""Folders that only their owner may enter."""

import contextlib
import os
import stat
from pathlib import Path

from config.services.errors import CannotStart


def remove_if_empty(folder: Path) -> None:
    """Remove a folder that nothing is left in; harmless where something is, or where it is gone."""
    with contextlib.suppress(OSError):
        folder.rmdir()


def private(folder: Path) -> Path:
    """Make a folder that nobody else may enter, or check that it is one; raise CannotStart where it is not ours."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or (os.geteuid() not in (0, status.st_uid)):
            raise CannotStart(f"{folder} belongs to somebody else: remove it, or set VAR_DIR to a folder of yours.")
        if status.st_mode & 0o077:
            folder.chmod(0o700)
    except OSError as error:
        raise CannotStart(
            f"{folder} cannot be written ({error.strerror}): set VAR_DIR to a folder of yours with free space."
        ) from error
    return folder

"""``python -m config.reset``: empty the var directory, unless a supervisor runs on it."""

import os
import shutil
import sys
from pathlib import Path

from config.services import addresses
from config.services.broker import EmbeddedBroker
from config.services.errors import CannotStart
from config.services.lock import VarLock
from config.services.postgres import EmbeddedPostgres

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Empty the var directory; return 2, having said why, where a supervisor runs on it."""
    var_dir = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
    try:
        with VarLock(var_dir, workplace=ROOT):
            EmbeddedPostgres(var_dir).end_leftovers()
            EmbeddedBroker(var_dir).end_leftovers()
            shutil.rmtree(addresses.socket_dir(var_dir), ignore_errors=True)
            for entry in var_dir.iterdir():
                if entry.name != "lock":
                    shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    except CannotStart as error:
        sys.stderr.write(f"plenum: {error}\n")
        return 2
    sys.stdout.write(f"{var_dir} is empty; make run fills it again.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

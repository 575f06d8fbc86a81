"""The first command, running: a process of its own on a folder of its own."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
READY = re.compile(r"ready after ([\d.]+) s: +(http://\S+)")


class Run:
    """``python -m config.run``, and what it has said."""

    def __init__(self, var_dir: Path, **more: str) -> None:
        without = ("DATABASE_URL", "BROKER_URL", "CACHE_URL", "STATICFILES_BACKEND", "SITE_URL")
        environment = {name: value for name, value in os.environ.items() if name not in without}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.run"],
            cwd=ROOT,
            env={**environment, "VAR_DIR": str(var_dir), "PORT": "0", **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def until(self, condition: Callable[[], object], seconds: float = 120) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert self.process.poll() is None or condition(), self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)

    def ready(self) -> str:
        """Wait for the greeting and return the address in it."""
        self.until(lambda: READY.search(self.said), 300)
        return READY.findall(self.said)[0][1]

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        code = self.process.wait(60)
        self._reader.join(10)
        return code

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line


def copied(var_dir: Path, to: Path) -> Path:
    """Return a copy of a var directory on which nothing runs."""
    shutil.copytree(var_dir, to, symlinks=True)
    return to

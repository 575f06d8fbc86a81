"""The first command, running: a process of its own on a folder of its own; and what its first start leaves."""

import fcntl
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

from redis import Redis

from config.services import addresses

ROOT = Path(__file__).resolve().parents[2]
# What tests set for themselves.
KEPT_OUT = ("DATABASE_URL", "BROKER_URL", "CACHE_URL", "STATICFILES_BACKEND", "SITE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE")
READY = re.compile(r"ready after ([\d.]+) s: +(http://\S+)")


class Run:
    """``python -m config.run``, and what it has said."""

    def __init__(self, var_dir: Path, **more: str) -> None:
        environment = {name: value for name, value in os.environ.items() if name not in KEPT_OUT}
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
        self.until(lambda: READY.search(self.said), 600)
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


def first_start(run: Path) -> SimpleNamespace:
    """What a first start and Ctrl-C leave, what was ``said``, the ``status`` of its first page, the exit ``code``.

    Made once for all workers of a test run, by whoever is the first to need it; ``run`` is a folder that they share.
    What the sample data give its workers to do is done first, or whoever begins from a copy would do it again.
    """
    var_dir, told = run / "first start" / "var", run / "first start.json"
    with (run / "first start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            first = Run(var_dir)
            with urllib.request.urlopen(first.ready(), timeout=60) as page:  # noqa: S310  # our own address
                status = page.status
            first.until(lambda: nothing_lies_with_the_broker(var_dir), 300)
            code = first.end(signal.SIGINT)
            told.write_text(json.dumps({"said": first.said, "status": status, "code": code}))
    return SimpleNamespace(var_dir=var_dir, **json.loads(told.read_text()))


def nothing_lies_with_the_broker(var_dir: Path) -> bool:
    """Whether the workers of the house there have taken everything, and are at nothing."""
    with Redis.from_url(addresses.cache_url(addresses.broker_url(var_dir), 0)) as broker:
        queues = [key for key in broker.scan_iter() if broker.type(key) == b"list"]
        return not queues and not broker.hlen("unacked")


def copied(var_dir: Path, to: Path) -> Path:
    """Return a copy of a var directory on which nothing runs."""
    shutil.copytree(var_dir, to, symlinks=True)
    return to

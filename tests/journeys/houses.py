"""A whole house for the journeys: the real supervisor, server, worker and beat, on data of its own.

Started as ``make run`` starts it, with the sample data. These are loaded once in a test run: every house begins from a
copy of what one first start left.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from contributions.samples import accounts, present_code
from tests.config import running

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 300  # seconds to become ready: several begin at once, on a machine that may be busy with other things


class House:
    """A running Plenum: its address, and what its demonstration outbox shows."""

    def __init__(self, url: str, log: Path, environment: dict[str, str]) -> None:
        self.url = url
        self.log = log
        self.environment = environment
        self.code_given = ""
        # The supervisor's process, once there is one.
        self.pid = 0

    def ready(self) -> bool:
        """Whether every part of it answers."""
        try:
            with urlopen(f"{self.url}/health/ready/", timeout=2) as answer:  # noqa: S310  # our own address
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def second_factor(self) -> str:
        """A code of the sample officer's authenticator that nobody has used yet: each is accepted only once.

        Where somebody has just come in, that is the next one, up to half a minute later.
        """
        secret = next(account.secret for account in accounts() if account.secret)
        # Not in the last seconds of one: a busy machine may need them to send the form.
        while present_code(secret) == self.code_given or time.time() % 30 > 24:
            time.sleep(0.5)
        self.code_given = present_code(secret)
        return self.code_given


@contextmanager
def copied(run: Path, log: Path, **more: str) -> Iterator[House]:
    """A ready house with the sample data, gone afterwards; ``run`` is a folder that all workers of the run share.

    ``more`` are settings of this house alone.
    """
    first = running.first_start(run)
    # In /tmp itself: a socket's path has to be short.
    with tempfile.TemporaryDirectory(prefix="plenum-journeys-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        own = running.copied(first.var_dir, Path(folder) / "var")
        with _running(own, log, **more) as house:
            yield house


@contextmanager
def _running(var_dir: Path, log: Path, **more: str) -> Iterator[House]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    environment = {name: value for name, value in os.environ.items() if name not in running.KEPT_OUT}
    environment |= {"VAR_DIR": str(var_dir), "PORT": url.rpartition(":")[2], "SITE_URL": url}
    # Other sites of a journey are on this machine too.
    environment |= {"WEBHOOKS_MAY_REACH_LOOPBACK": "1", **more}
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "config.run"], cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            house = House(url, log, environment)
            house.pid = process.pid
            yield _ready(house, process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def _ready(house: House, process: subprocess.Popen[bytes]) -> House:
    began = time.monotonic()
    while time.monotonic() < began + LONGEST and process.poll() is None:
        # The supervisor prints the accounts once everything runs.
        if house.ready():
            return house
        time.sleep(0.3)
    ended = "still runs" if process.poll() is None else f"ended with {process.returncode}"
    said = house.log.read_text(errors="replace")[-8000:]
    pytest.fail(f"The house did not become ready in {time.monotonic() - began:.0f} s and {ended}. It said:\n{said}")

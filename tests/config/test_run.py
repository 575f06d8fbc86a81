"""The first command as a newcomer meets it: a process of its own, on a folder of its own."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.services import processes

# One worker runs them after each other: each keeps both cores busy.
pytestmark = [pytest.mark.start, pytest.mark.xdist_group("run")]
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
        self.until(lambda: READY.search(self.said))
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


def get(address: str) -> int:
    """Return with what status a page is answered; 0 where nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=30) as page:  # noqa: S310  # our own address
            return int(page.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def reset(var_dir: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "VAR_DIR": str(var_dir)}
    command = [sys.executable, "-m", "config.reset"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def left_over(var_dir: Path) -> list[str]:
    """Return the command lines of all processes that have to do with this folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                told = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
                if os.fsencode(var_dir) in told and processes.birth(int(entry.name)):
                    found.append((entry / "cmdline").read_text().replace("\0", " "))
    return found


def refusal(run: Run) -> str:
    """Return the one line with which a start is refused."""
    assert run.process.wait(30) == 2, run.said
    run.until(lambda: run.said.endswith("\n"))
    (line,) = run.said.splitlines()
    return line


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> tuple[Path, str]:
    """A var directory after a first start and Ctrl-C, and what was said meanwhile."""
    var_dir = tmp_path_factory.mktemp("run here") / "var"
    first = Run(var_dir)
    assert get(first.ready()) == 200
    assert left_over(var_dir)
    assert first.end(signal.SIGINT) == 0
    return var_dir, first.said


@pytest.fixture(scope="module")
def running(prepared) -> Iterator[Run]:
    """A second start on it."""
    run = Run(prepared[0])
    run.ready()
    yield run
    if run.process.poll() is None:
        run.end(signal.SIGTERM)


def test_the_first_start_says_what_to_do_and_ctrl_c_leaves_nothing(prepared):
    var_dir, said = prepared
    assert "What to try first" in said
    assert "Ctrl-C stops everything" in said
    assert "Traceback" not in said
    assert left_over(var_dir) == []


def test_a_second_start_prepares_nothing(running):
    assert "setup" not in running.said


def test_a_second_supervisor_on_the_same_folder_is_told(running, prepared):
    assert "Plenum already runs on" in refusal(Run(prepared[0]))


def test_reset_refuses_while_it_runs(running, prepared):
    refused = reset(prepared[0])
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert (prepared[0] / "postgres" / "PG_VERSION").exists()


def test_a_killed_database_comes_back_under_a_running_site(running, prepared):
    postmaster = int((prepared[0] / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)

    running.until(lambda: "postgres ended killed by signal 9" in running.said, 10)

    running.until(lambda: get(f"{running.ready()}/?after=restart") == 200, 30)


def test_a_killed_supervisor_leaves_nothing_that_stops_the_next_start(running, prepared):
    var_dir = prepared[0]
    running.end(signal.SIGKILL)

    again = Run(var_dir)  # at once, while the others may still be dying

    assert get(again.ready()) == 200
    assert again.end(signal.SIGTERM) == 0
    assert left_over(var_dir) == []
    assert reset(var_dir).returncode == 0
    assert [entry.name for entry in var_dir.iterdir()] == ["lock"]


def test_a_busy_port_is_a_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = str(busy.getsockname()[1])
        said = refusal(Run(tmp_path / "var", PORT=port))
    assert said == (
        f"plenum: Port {port} is taken: stop what listens there, or choose another, as in PORT=8001 make run."
    )
    assert not (tmp_path / "var").exists()


def test_a_var_directory_that_cannot_be_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    assert "set VAR_DIR to a folder of yours" in refusal(Run(tmp_path / "file" / "var"))

"""The first command as a newcomer meets it: a process of its own, on a folder of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.services import processes
from tests.config.running import ROOT, Run, copied

# One worker runs them after each other: each keeps both cores busy.
pytestmark = [pytest.mark.start, pytest.mark.xdist_group("run")]


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
    assert run.process.wait(120) == 2, run.said
    run.until(lambda: run.said.endswith("\n"))
    (line,) = run.said.splitlines()
    return line


@pytest.fixture(scope="module")
def prepared(first_start, tmp_path_factory) -> tuple[Path, str]:
    """A var directory of our own after a first start and Ctrl-C, and what was said meanwhile."""
    return copied(first_start.var_dir, tmp_path_factory.mktemp("run here") / "var"), first_start.said


@pytest.fixture(scope="module")
def running(prepared) -> Iterator[Run]:
    """A second start on it."""
    run = Run(prepared[0])
    run.ready()
    yield run
    if run.process.poll() is None:
        run.end(signal.SIGTERM)


def test_the_first_start_says_what_to_do_and_ctrl_c_leaves_nothing(first_start):
    said = first_start.said
    assert (first_start.status, first_start.code) == (200, 0)
    assert "What to try first" in said
    assert "Ctrl-C stops everything" in said
    assert "Traceback" not in said
    assert left_over(first_start.var_dir) == []


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

    running.until(lambda: "postgres ended killed by signal 9" in running.said)

    running.until(lambda: get(f"{running.ready()}/?after=restart") == 200)


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

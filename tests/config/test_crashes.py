"""A run in which an interpreter crashed is told from one whose tests failed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.running import ROOT
from tests.services import CRASHED

CRASH = "import os, signal\n\n\ndef test_it():\n    os.kill(os.getpid(), signal.SIGSEGV)\n"
FAILURE = "def test_it():\n    assert False\n"


@pytest.mark.parametrize(
    ("written", "ended"), [(CRASH, CRASHED), (FAILURE, pytest.ExitCode.TESTS_FAILED)], ids=["crash", "failure"]
)
def test_crash_of_a_worker_has_a_status_of_its_own(tmp_path: Path, written: str, ended: int) -> None:
    (tmp_path / "test_it.py").write_text(written)
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "-n", "1", "--max-worker-restart", "0"]

    run = subprocess.run(
        [*command, str(tmp_path)], check=False, cwd=ROOT, env=ours, capture_output=True, text=True, timeout=120
    )

    assert run.returncode == ended, run.stdout

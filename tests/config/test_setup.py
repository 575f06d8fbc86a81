"""What a newcomer reads when the machine lacks something, before there is any Python of ours."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path) -> Path:
    """As much of a clean clone as the set-up reads, below a folder with a blank in its name."""
    folder = tmp_path / "clean clone"
    (folder / "config").mkdir(parents=True)
    for name in ("Makefile", "config/setup.sh", *(path.name for path in ROOT.glob("requirements*.txt"))):
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def programs(tmp_path) -> Path:
    """A PATH with the everyday programs and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "cat", "cut", "sha256sum", "dirname", "pwd", "rm", "make", "grep", "sed", "expand"):
        (folder / name).symlink_to(shutil.which(name))
    return folder


def make(checkout: Path, programs: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": str(programs), "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(
        ["make", *arguments], cwd=checkout, env=environment, capture_output=True, text=True, check=False
    )


def stand_in(programs: Path, name: str, body: str) -> None:
    (programs / name).write_text(f"#!/bin/sh\n{body}\n")
    (programs / name).chmod(0o755)


def test_make_alone_says_what_there_is(checkout, programs):
    said = make(checkout, programs).stdout
    for door in ("make run", "make test", "make reset", "make lock", "make bench"):
        assert door in said


def test_without_python_a_sentence_says_what_to_install(checkout, programs):
    refused = make(checkout, programs, "run")
    assert refused.returncode == 2
    assert "apt-get install python3 python3-venv" in refused.stderr.splitlines()[0]
    assert not (checkout / ".venv").exists()


def test_a_python_that_is_too_old_is_passed_over(checkout, programs):
    stand_in(programs, "python3", "exit 1")
    assert "none was found" in make(checkout, programs, "run").stderr


def test_a_named_python_that_does_not_run_is_a_sentence(checkout, programs):
    refused = make(checkout, programs, "run", "PYTHON=/nowhere/python3")
    assert refused.stderr.splitlines()[0] == (
        "plenum: PYTHON is /nowhere/python3, which does not run or is older than Python 3.11."
    )


def test_a_python_without_venv_is_a_sentence(checkout, programs):
    stand_in(programs, "python3", 'case "$2" in *ensurepip*) exit 1 ;; esac')
    refused = make(checkout, programs, "run")
    assert refused.returncode == 2
    assert "apt-get install python3-venv (as root), then try again." in refused.stderr


def test_lock_files_name_no_download_host():
    locks = [*ROOT.glob("requirements*.txt"), ROOT / "package-lock.json"]
    assert len(locks) == 4
    for lock in locks:
        text = lock.read_text()
        assert "://" not in text, lock.name
        assert "--index" not in text
        assert '"resolved"' not in text

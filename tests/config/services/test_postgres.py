import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psycopg
import pytest

from config.services import processes
from config.services.errors import CannotStart
from config.services.postgres import EmbeddedPostgres


@pytest.fixture
def var_dir(tmp_path: Path) -> Path:
    """A folder with a blank and a comma in its path, as a newcomer's may have."""
    folder = tmp_path / "my projects, old" / "var"
    folder.parent.mkdir()
    return folder


def ask(server: EmbeddedPostgres, question: str) -> str:
    with psycopg.connect(host=str(server.socket_dir), user="plenum", dbname="plenum", autocommit=True) as connection:
        cursor = connection.execute(question)
        return str(cursor.fetchall()[0][0]) if cursor.description else ""


def servers_on(var_dir: Path) -> list[int]:
    return processes.working_in(EmbeddedPostgres(var_dir).data_dir, program="postgres")


def test_it_is_real_keeps_its_data_and_leaves_no_process(var_dir):
    with EmbeddedPostgres(var_dir, fast=True) as server:
        ask(server, "CREATE TABLE kept AS SELECT 'still here' AS word")
        assert ask(server, "SHOW server_version").startswith("18.")
        assert ask(server, "SHOW listen_addresses") == ""
        assert ask(server, "SELECT to_tsvector('russian', 'предложения')") == "'предложен':1"
    assert servers_on(var_dir) == []

    with EmbeddedPostgres(var_dir, fast=True) as server:
        assert ask(server, "SELECT word FROM kept") == "still here"


def test_nobody_else_may_reach_its_socket_or_data(var_dir):
    with EmbeddedPostgres(var_dir, fast=True) as server:
        assert server.socket_dir.stat().st_mode & 0o077 == 0
        assert server.data_dir.stat().st_mode & 0o077 == 0
        assert server.data_dir.stat().st_uid == server.socket_dir.stat().st_uid


def test_it_starts_at_once_after_its_server_was_killed(var_dir):
    server = EmbeddedPostgres(var_dir, fast=True)
    server.start()
    os.kill(server.process.pid, signal.SIGKILL)

    with EmbeddedPostgres(var_dir, fast=True) as again:
        assert ask(again, "SELECT 1") == "1"
    server.process.wait()


def test_it_dies_with_the_process_that_started_it(var_dir):
    started = subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT, str(var_dir)], stdout=subprocess.PIPE, cwd=Path.cwd()
    )
    assert started.stdout.readline() == b"up\n"
    assert servers_on(var_dir)

    started.kill()
    started.wait()

    deadline = time.monotonic() + 60
    while servers_on(var_dir) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert servers_on(var_dir) == []


START_AND_WAIT = textwrap.dedent("""
    import sys, time
    from pathlib import Path
    from config.services.postgres import EmbeddedPostgres
    with EmbeddedPostgres(Path(sys.argv[1]), fast=True):
        print("up", flush=True)
        time.sleep(60)
""")


def test_a_pid_file_that_names_a_stranger_stops_nothing(var_dir):
    with EmbeddedPostgres(var_dir, fast=True) as server:
        pid_file = (server.data_dir / "postmaster.pid").read_text()
    (server.data_dir / "postmaster.pid").write_text(pid_file.replace(str(server.process.pid), str(os.getpid()), 1))

    with EmbeddedPostgres(var_dir, fast=True) as server:
        assert ask(server, "SELECT 1") == "1"


def test_an_interrupted_first_start_is_begun_anew(var_dir):
    half = EmbeddedPostgres(var_dir).data_dir / "unfinished"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    with EmbeddedPostgres(var_dir, fast=True) as server:
        assert ask(server, "SELECT 1") == "1"


def test_data_of_another_version_are_refused_in_a_sentence(var_dir):
    data = EmbeddedPostgres(var_dir).data_dir
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("15\n")

    with pytest.raises(CannotStart, match="was made by PostgreSQL 15 and this is 18"):
        EmbeddedPostgres(var_dir, fast=True).start()


def test_binaries_that_are_not_there_are_refused_in_a_sentence(var_dir, monkeypatch):
    monkeypatch.setenv("PLENUM_POSTGRES_BIN", str(var_dir))
    with pytest.raises(CannotStart, match=r"PLENUM_POSTGRES_BIN names .* where there is no initdb"):
        EmbeddedPostgres(var_dir)


def test_a_folder_that_cannot_be_written_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotStart, match="cannot be written"):
        EmbeddedPostgres(tmp_path / "file" / "var").start()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_as_root_it_works_below_a_folder_that_only_root_may_enter(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with EmbeddedPostgres(closed / "var", fast=True) as server:
        assert ask(server, "SELECT 1") == "1"
        assert server.data_dir.stat().st_uid == 0

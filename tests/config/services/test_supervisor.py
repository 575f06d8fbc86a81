import io
import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from config.services import processes
from config.services.children import Child, program
from config.services.console import Console
from config.services.errors import CannotStart
from config.services.lock import Started, VarLock
from config.services.supervisor import Stopped, Supervisor


@pytest.fixture
def lock(tmp_path):
    with VarLock(tmp_path / "var", workplace=tmp_path) as held:
        yield held


@pytest.fixture
def said():
    return io.StringIO()


@pytest.fixture
def supervisor(lock, said):
    supervisor = Supervisor(lock, Console(said))
    yield supervisor
    supervisor.stop()


def child(name: str, script: str, folder: Path, *arguments: str, patience: float = 5) -> Child:
    command = [sys.executable, "-u", "-c", textwrap.dedent(script), *arguments]
    return program(name, command, workplace=folder, environment=dict(os.environ), patience=patience)


def until(condition, seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return bool(condition())


def watch_until(supervisor: Supervisor, condition, seconds: float = 60) -> None:
    """Look after the children until something is true of them."""

    def stop_when_true() -> None:
        until(condition, seconds)
        os.kill(os.getpid(), signal.SIGTERM)

    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    supervisor.listen_for_signals()
    threading.Thread(target=stop_when_true, daemon=True).start()
    with pytest.raises(Stopped):
        supervisor.watch()
    for number, handler in zip((signal.SIGINT, signal.SIGTERM, signal.SIGHUP), before, strict=True):
        signal.signal(number, handler)
    assert condition()


def test_each_line_bears_its_speakers_name(supervisor, said, tmp_path):
    supervisor.start(child("web", "print('one\\ntwo')", tmp_path))
    assert until(lambda: "two" in said.getvalue())
    assert [line.split("│") for line in said.getvalue().splitlines()] == [["     web ", " one"], ["     web ", " two"]]


def test_what_falls_is_started_again_and_it_is_said(supervisor, said, tmp_path):
    supervisor.start(child("worker", "import time; print('up'); time.sleep(60)", tmp_path))
    assert until(lambda: said.getvalue().count("up") == 1)
    first = supervisor.children[0].process.pid
    os.kill(first, signal.SIGKILL)

    watch_until(supervisor, lambda: said.getvalue().count("up") == 2)

    assert "worker ended killed by signal 9 (SIGKILL); starting it again in 1 s" in said.getvalue()
    assert supervisor.children[0].process.pid != first


def test_pauses_between_starts_grow_up_to_half_a_minute(tmp_path):
    falling = child("web", "", tmp_path)
    falling.start(Console(io.StringIO()))
    assert [falling.plan_restart() for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]


def test_a_stop_takes_childrens_children_along(supervisor, said, tmp_path):
    script = """
        import subprocess, sys, time
        deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"
        subprocess.Popen([sys.executable, "-c", deaf])
        print("up")
        time.sleep(60)
    """
    supervisor.start(child("web", script, tmp_path))
    assert until(lambda: "up" in said.getvalue())
    group = supervisor.children[0].process.pid

    supervisor.stop()

    assert processes.group_members(group) == []


def test_who_does_not_listen_is_ended_by_force(supervisor, said, tmp_path):
    script = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up'); time.sleep(60)"
    supervisor.start(child("web", script, tmp_path, patience=0.3))
    assert until(lambda: "up" in said.getvalue())

    supervisor.stop()

    assert supervisor.children[0].process.returncode == -signal.SIGKILL


def test_servers_stop_after_the_programs_that_use_them(supervisor, said, tmp_path):
    script = """
        import signal, sys, time
        def end(*_):
            time.sleep(0.2); print(sys.argv[1], "ended"); sys.exit()
        signal.signal(15, end); print("up"); time.sleep(60)
    """
    for name in ("postgres", "broker", "web"):
        one = child(name, script, tmp_path, name)
        one.holds_data = name != "web"
        supervisor.start(one)
    assert until(lambda: said.getvalue().count("up") == 3)

    supervisor.stop(("web", "broker", "postgres"))

    until(lambda: said.getvalue().count("ended") == 3)
    ended = [line.split()[-2] for line in said.getvalue().splitlines() if line.endswith("ended")]
    assert ended == ["web", "broker", "postgres"]


def test_a_second_supervisor_on_the_same_folder_is_told(lock, tmp_path):
    with (
        pytest.raises(CannotStart, match=rf"already runs on .*var \(process {os.getpid()}\)"),
        VarLock(lock.var_dir, workplace=tmp_path),
    ):
        pass


def test_what_a_killed_supervisor_left_is_ended_at_the_next_start(tmp_path):
    left = subprocess.Popen(["sleep", "60"], cwd=tmp_path, start_new_session=True)
    with VarLock(tmp_path / "var", workplace=tmp_path) as lock:
        lock.write_down([Started("worker", left.pid, processes.birth(left.pid))])

    with VarLock(tmp_path / "var", workplace=tmp_path):
        assert left.wait(timeout=60) == -signal.SIGTERM


@pytest.mark.parametrize("difference", ["birth", "workplace"])
def test_a_strangers_process_under_an_old_number_is_left_alone(tmp_path, difference):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    stranger = subprocess.Popen(
        ["sleep", "60"], cwd=elsewhere if difference == "workplace" else tmp_path, start_new_session=True
    )
    birth = "another@boot" if difference == "birth" else processes.birth(stranger.pid)
    with VarLock(tmp_path / "var", workplace=tmp_path) as lock:
        lock.write_down([Started("worker", stranger.pid, birth)])

    with VarLock(tmp_path / "var", workplace=tmp_path):
        assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_children_die_with_a_supervisor_that_is_killed(tmp_path):
    script = """
        import os, sys, time
        from pathlib import Path
        from config.services.children import program
        from config.services.console import Console
        one = program("web", ["/bin/sleep", "60"], workplace=Path.cwd(), environment=dict(os.environ))
        one.start(Console())
        print(one.process.pid, flush=True)
        time.sleep(60)
    """
    parent = subprocess.Popen([sys.executable, "-c", textwrap.dedent(script)], stdout=subprocess.PIPE)
    pid = int(parent.stdout.readline())
    assert until(lambda: Path(f"/proc/{pid}/comm").read_text().strip() == "sleep")

    parent.kill()
    parent.wait()

    assert until(lambda: processes.birth(pid) is None)


def test_a_listening_socket_is_handed_to_the_child(supervisor, said, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        script = """
            import socket, sys
            connection, _ = socket.socket(fileno=int(sys.argv[1])).accept()
            connection.sendall(b"hello")
        """
        command = [sys.executable, "-c", textwrap.dedent(script), str(listener.fileno())]
        keep = [listener.fileno()]
        supervisor.start(program("web", command, workplace=tmp_path, environment=dict(os.environ), keep_open=keep))
        with socket.create_connection(listener.getsockname(), timeout=60) as caller:
            assert caller.recv(5) == b"hello"

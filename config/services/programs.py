"""What runs under the supervisor here: the steps before, and our own four programs."""

import signal
import socket
import sys
from pathlib import Path

from config.services import addresses
from config.services.children import Child, program
from config.services.preparation import Step

# What libraries bring and no page of ours uses: compressing it took most of the first start.
WITHOUT = ("--ignore=flags", "--ignore=rest_framework")
# Which worker takes which queue. The first does nothing but send letters: they wait for no paper, however large.
WORKERS = {"mailer": ("mail",), "worker": ("clock", "documents", "exports", "webhooks")}
STOP_ORDER = ("web", *WORKERS, "beat", "broker", "postgres")


def steps(root: Path, var_dir: Path, *, own_database: str | None) -> list[Step]:
    """Return what has to be done before the start, in order.

    ``own_database`` is the address of a database that is not ours: what is in it cannot
    be known from here, so that its steps (which do nothing twice) always run.
    """
    lock_file = root / "requirements.txt"
    catalogues = sorted(root.glob("locale/*/LC_MESSAGES/*.po"))
    born = _birth_of_data(var_dir)
    migrations = sorted(root.glob("*/migrations"))
    always = [] if own_database is None else [var_dir / "never"]
    static = root / "static"
    return [
        Step("migrate", ["migrate", "--no-input"], [*migrations, lock_file], [born], makes=always),
        Step(
            "compile_catalogues",
            ["compile_catalogues"],
            [*catalogues, lock_file],
            makes=[path.with_suffix(".mo") for path in catalogues],
        ),
        Step(
            "collectstatic",
            ["collectstatic", "--no-input", "--clear", *WITHOUT],
            [*([static] if static.exists() else []), lock_file, root / "config" / "settings"],
            makes=[var_dir / "static"],
        ),
        Step("load_samples", ["load_samples"], [root / "sample_data", *migrations], [born], makes=always),
        Step(
            "demo_accounts",
            ["demo_accounts"],
            [root / "sample_data", *migrations],
            [born],
            makes=[accounts_file(var_dir), *always],
            keep=accounts_file(var_dir),
        ),
    ]


def accounts_file(var_dir: Path) -> Path:
    """Return where the list of demonstration accounts is kept for the next greeting."""
    return var_dir / "demo-accounts.txt"


def web(root: Path, environment: dict[str, str], *, listener: socket.socket, debug: bool) -> Child:
    """Return the web server on a socket that is open already: nobody can take the port between two starts."""
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", f"--bind=fd://{listener.fileno()}"]
    command += ["--worker-class=gthread", "--workers=2", "--threads=4", "--graceful-timeout=3", "--no-control-socket"]
    command += ["--log-level=warning"]
    if debug:
        # Addresses without their queries: some are keys.
        command += ["--reload", "--access-logfile=-", "--access-logformat=%(m)s %(U)s %(s)s %(M)sms"]
    else:
        command += ["--preload"]  # read once, for both processes
    keep_open = [listener.fileno()]
    return program("web", command, workplace=root, environment=environment, keep_open=keep_open, patience=6)


def worker(name: str, root: Path, environment: dict[str, str]) -> Child:
    """Return a Celery worker of ``WORKERS``.

    When we die it must not wait for a broker that dies too: SIGQUIT is its cold stop.
    """
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", f"--queues={','.join(WORKERS[name])}"]
    command += [f"--hostname={name}@%h", "--loglevel=INFO", "--without-gossip", "--without-mingle"]
    if len(WORKERS[name]) == 1:
        command += ["--concurrency=1"]  # two processes for one queue would be many for one machine
    # Starting as root is allowed here: tasks travel as JSON, which runs no code.
    environment = {**environment, "PYTHONWARNINGS": "ignore:You're running the worker"}
    return program(name, command, workplace=root, environment=environment, when_we_die=signal.SIGQUIT, patience=8)


def beat(root: Path, environment: dict[str, str]) -> Child:
    """Return Celery's clock; without a pid file, which would outlive a sudden end."""
    command = [sys.executable, "-m", "celery", "-A", "config", "beat", "--loglevel=WARNING", "--pidfile="]
    return program("beat", command, workplace=root, environment=environment, patience=5)


def _birth_of_data(var_dir: Path) -> str:
    try:
        return str((addresses.postgres_data_dir(var_dir) / "PG_VERSION").stat().st_mtime_ns)
    except OSError:
        return "none"

"""A house of its own to be measured: empty at first, and gone afterwards."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from config.services import programs
from config.services.broker import EmbeddedBroker
from config.services.console import Console
from config.services.postgres import EmbeddedPostgres

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"


@contextmanager
def house() -> Iterator[socket.socket]:
    """Start the services and point this process's settings at them; give the web server's socket, not yet served."""
    with ExitStack() as stack:
        # Not in TMPDIR: a socket's path has to be short.
        folder = Path(tempfile.mkdtemp(prefix="plenum-bench-", dir="/tmp"))  # private: mkdtemp
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        listener = stack.enter_context(socket.create_server((HOST, 0)))
        os.environ.update(_environment(folder, listener))
        os.environ["DATABASE_URL"] = stack.enter_context(EmbeddedPostgres(folder)).url
        os.environ["BROKER_URL"] = stack.enter_context(EmbeddedBroker(folder)).url
        for command in (["migrate", "--verbosity=0"], ["compile_catalogues"], ["collectstatic", "--no-input", "-v0"]):
            _manage(*command)
        yield listener


@contextmanager
def served(listener: socket.socket) -> Iterator[tuple[str, int]]:
    """Run the web server as ``make run`` does; give host and port once it answers."""
    child = programs.web(ROOT, dict(os.environ), listener=listener, debug=False)
    child.start(Console())
    host, port = listener.getsockname()
    try:
        _wait_until_it_answers(f"http://{host}:{port}/health/live/")
        yield host, port
    finally:
        child.stop()


def _environment(folder: Path, listener: socket.socket) -> dict[str, str]:
    """Settings of a production server, as far as they go without TLS: sample accounts and debugging are off."""
    for name in ("DATABASE_URL", "BROKER_URL", "CACHE_URL", "STATICFILES_BACKEND", "DEBUG", "PRODUCTION"):
        os.environ.pop(name, None)
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "VAR_DIR": str(folder),
        "DEMO": "0",
        "LOG_LEVEL": "ERROR",
        "API_RATE": "100000000/min",  # the server is measured, not its patience
        "SITE_URL": f"http://{HOST}:{listener.getsockname()[1]}",
    }


def _manage(*arguments: str) -> None:
    subprocess.run([sys.executable, ROOT / "manage.py", *arguments], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def _wait_until_it_answers(address: str, *, patience: float = 30) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            urllib.request.urlopen(address, timeout=patience).close()  # noqa: S310  # our own address
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)

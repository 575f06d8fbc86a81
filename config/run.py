"""``python -m config.run``: Plenum with all its parts in one terminal, until Ctrl-C.

PORT (8000; 0 takes a free one), VAR_DIR, DATABASE_URL, BROKER_URL and DEBUG are read as
in the settings. Ends with 0 after a stop that was asked for, with 2 and one sentence
where it cannot start.
"""

import errno
import http.client
import os
import socket
import sys
import time
from pathlib import Path

from config.services import addresses, programs
from config.services.broker import EmbeddedBroker
from config.services.children import Child
from config.services.console import Console
from config.services.errors import CannotStart
from config.services.folders import remove_if_empty
from config.services.lock import VarLock
from config.services.postgres import EmbeddedPostgres
from config.services.preparation import Preparation
from config.services.supervisor import Stopped, Supervisor

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"


def main() -> int:
    """Run until asked to stop; return the exit code."""
    console = Console()
    try:
        listener = _listen(os.environ.get("PORT") or "8000")
        var_dir = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()
        with listener, VarLock(var_dir, workplace=ROOT) as lock:
            return _run(Supervisor(lock, console), listener, var_dir)
    except CannotStart as error:
        sys.stderr.write(f"plenum: {error}\n")
    except OSError as error:
        sys.stderr.write(f"plenum: {_in_words(error)}\n")
    return 2


def _run(supervisor: Supervisor, listener: socket.socket, var_dir: Path) -> int:
    supervisor.listen_for_signals()
    try:
        _start_all(supervisor, listener, var_dir)
        supervisor.watch()
    except Stopped:
        supervisor.console.say("Stopping …")
    finally:
        supervisor.stop(programs.STOP_ORDER)
        remove_if_empty(addresses.socket_dir(var_dir))
    supervisor.console.say("Stopped. Your data stay in var/; make reset empties it.")
    return 0


def _start_all(supervisor: Supervisor, listener: socket.socket, var_dir: Path) -> None:
    began, console = time.monotonic(), supervisor.console
    environment = _environment(listener, var_dir)
    if not os.environ.get("DATABASE_URL"):
        postgres = EmbeddedPostgres(var_dir)
        supervisor.start(
            Child("postgres", postgres.start, stop_signal=postgres.stop_signal, patience=20, holds_data=True)
        )
    if not os.environ.get("BROKER_URL"):
        broker = EmbeddedBroker(var_dir)
        supervisor.start(Child("broker", broker.start, stop_signal=broker.stop_signal, holds_data=True))
    preparation = Preparation(var_dir / "stamps", workplace=ROOT, environment=environment, console=console)
    preparation.run(programs.steps(ROOT, var_dir, own_database=os.environ.get("DATABASE_URL") or None))
    debug = environment.get("DEBUG", "").lower() in ("1", "true", "yes", "on")
    supervisor.start(programs.web(ROOT, environment, listener=listener, debug=debug))
    for name in programs.WORKERS:
        supervisor.start(programs.worker(name, ROOT, environment))
    _wait_for_the_first_page(supervisor, int(environment["PORT"]))
    console.say(_greeting(environment["SITE_URL"], programs.accounts_file(var_dir), time.monotonic() - began))
    supervisor.start(programs.beat(ROOT, environment))  # last: what it does can wait a moment


def _environment(listener: socket.socket, var_dir: Path) -> dict[str, str]:
    port = listener.getsockname()[1]
    return {
        "SITE_URL": f"http://localhost:{port}",  # by name: passkeys are not given to numbers
        "DJANGO_SETTINGS_MODULE": "config.settings",
        **os.environ,
        "PORT": str(port),
        "VAR_DIR": str(var_dir),
        "PYTHONUNBUFFERED": "1",
    }


def _listen(port: str) -> socket.socket:
    if not port.isdigit() or int(port) > 65535:
        raise CannotStart(f"PORT is {port!r}, which is not a port: give a number, as in PORT=8001 make run.")
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, int(port)))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise CannotStart(
                f"Port {port} is taken: stop what listens there, or choose another, as in PORT=8001 make run."
            ) from error
        if error.errno == errno.EACCES:
            raise CannotStart(f"Port {port} is for root only: choose another, as in PORT=8001 make run.") from error
        raise
    listener.listen(128)
    return listener


def _wait_for_the_first_page(supervisor: Supervisor, port: int) -> None:
    while True:
        connection = http.client.HTTPConnection(HOST, port, timeout=60)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except (OSError, http.client.HTTPException) as error:
            if not all(child.is_running() for child in supervisor.children):
                raise CannotStart("The web server or a worker ended at its start: its words above say why.") from error
        finally:
            connection.close()


def _greeting(address: str, accounts: Path, seconds: float) -> str:
    return f"""
Plenum is ready after {seconds:.1f} s:  {address}

{accounts.read_text().strip() if accounts.exists() else ""}

What to try first:
  1. Open {address} and contribute to the open period of the Example process: no account is needed to begin.
  2. Sign in as the secretariat and see it arrive at {address}/desk/ ; publish it.
  3. Read the letters that would have been sent at {address}/desk/outbox/ .
  4. Propose changes to a draft opinion, or read what others propose, in brackets:
     {address}/processes/wtpf-ieg/documents/WTPF-IEG/2/11/text/
  5. Ask what another portal would: {address}/api/v1/comment-periods/?state=open

Ctrl-C stops everything.
"""


def _in_words(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full{where}: make room, or set VAR_DIR to a folder with free space."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"Not allowed to write{where}: set VAR_DIR to a folder of yours."
    return f"{error.strerror or error}{where}."


if __name__ == "__main__":
    sys.exit(main())

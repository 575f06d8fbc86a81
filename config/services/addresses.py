"""Where the embedded servers of a var directory listen. Pure functions: nothing is started or written.

The answer depends on the directory alone, so a shell in a second terminal finds the
servers that ``python -m config.run`` keeps running in the first one.
"""

import hashlib
import os
import re
from pathlib import Path
from urllib.parse import quote

# The kernel keeps 108 bytes for a socket's path, the closing zero included.
LONGEST_SOCKET_PATH = 107
POSTGRES_SOCKET = ".s.PGSQL.5432"
BROKER_SOCKET = "broker.sock"
NAME = "plenum"  # of the database and of its owner


def socket_dir(var_dir: Path) -> Path:
    """Return the folder of the sockets: ``var/run``, or one in ``/tmp`` named by a digest where that would not do.

    It would not where it is too long for the kernel, or has a comma or the like (which
    PostgreSQL's clients take for the end of a host's name).
    """
    var_dir = var_dir.resolve()
    own = var_dir / "run"
    # PostgreSQL puts a lock file beside its socket, five characters longer.
    longest = len(os.fsencode(own / POSTGRES_SOCKET)) + len(".lock")
    if longest <= LONGEST_SOCKET_PATH and re.fullmatch(r"[\w/.+ -]+", str(own), re.ASCII):
        return own
    digest = hashlib.sha256(os.fsencode(var_dir)).hexdigest()[:16]
    return Path("/tmp") / f"{NAME}-{os.getuid()}-{digest}"  # noqa: S108  # its owner and mode are checked before use


def postgres_data_dir(var_dir: Path) -> Path:
    """Return the folder of the embedded PostgreSQL's data."""
    return var_dir.resolve() / "postgres"


def broker_data_dir(var_dir: Path) -> Path:
    """Return the folder of the embedded broker's data, its password among them."""
    return var_dir.resolve() / "broker"


def database_url(var_dir: Path) -> str:
    """Return the address of the embedded PostgreSQL's database, in the form that django-environ reads."""
    return f"postgres://{NAME}@/{quote(str(socket_dir(var_dir)))}/{NAME}"


def broker_url(var_dir: Path) -> str:
    """Return the address of the embedded broker in Celery's form.

    The password is the one in the broker's folder; there is none in the address before
    the broker's first start has written it.
    """
    try:
        password = (broker_data_dir(var_dir) / "password").read_text().strip()
    except OSError:
        password = ""
    login = f":{password}@" if password else ""
    return f"redis+socket://{login}{quote(str(socket_dir(var_dir) / BROKER_SOCKET))}"


def cache_url(broker_url: str, database: int = 1) -> str:
    """Return the address of another database of a broker, for the cache: clearing it must not empty the queues."""
    if broker_url.startswith("redis+socket://"):
        return broker_url.replace("redis+socket://", "unix://", 1) + f"?db={database}"
    scheme, _, rest = broker_url.partition("://")
    return f"{scheme}://{rest.split('/', 1)[0]}/{database}"

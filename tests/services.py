"""A PostgreSQL and a broker for one test run, in a folder of its own; loaded with ``-p tests.services``.

They are started before Django reads its settings, once for all workers of a run, and
die with it. Runs side by side do not meet. Where DATABASE_URL or BROKER_URL is set
already, that server is used instead.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from config.services import addresses, processes
from config.services.broker import EmbeddedBroker
from config.services.postgres import EmbeddedPostgres

FOLDERS = "plenum-tests-"
# How a run ends in which a worker's interpreter crashed: it says nothing about the tests (tests/all.sh).
CRASHED = 70
_crashed = pytest.StashKey[bool]()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """A worker has gone; of one whose interpreter crashed there is an error."""
    if error:
        node.config.stash[_crashed] = True


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell a crash from tests that failed."""
    if session.config.stash.get(_crashed, False):
        session.exitstatus = CRASHED


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Start the services around the reading of the settings; the configuration's end stops them."""
    stack = ExitStack()
    early_config.add_cleanup(stack.close)
    if "PYTEST_XDIST_WORKER" in os.environ:
        _take_own_broker_databases(os.environ["PYTEST_XDIST_WORKER"])
    else:
        _start(stack)
    return (yield)


def _start(stack: ExitStack) -> None:
    _remove_folders_of_killed_runs()
    # Not in TMPDIR: a socket's path has to be short.
    folder = Path(tempfile.mkdtemp(prefix=f"{FOLDERS}{os.getpid()}-", dir="/tmp"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    os.environ["VAR_DIR"] = str(folder)
    (folder / "static").mkdir()
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = stack.enter_context(EmbeddedPostgres(folder, fast=True)).url
    if not os.environ.get("BROKER_URL"):
        os.environ["BROKER_URL"] = stack.enter_context(EmbeddedBroker(folder, fast=True)).url
    # Whoever waits for a row for so long will never have it: an error names the statement, where silence names nothing.
    os.environ.setdefault("PGOPTIONS", "-c lock_timeout=200s")
    # Files are served as they lie there: no test needs collectstatic first.
    os.environ.setdefault("STATICFILES_BACKEND", "django.contrib.staticfiles.storage.StaticFilesStorage")


def _take_own_broker_databases(worker: str) -> None:
    """Give each worker its own queues and cache (databases 2n and 2n + 1), as pytest-django gives it its own rows."""
    number = 2 * (int(worker.removeprefix("gw")) + 1)
    url = os.environ["BROKER_URL"]
    if url.startswith("redis+socket://"):
        os.environ["BROKER_URL"] = f"{url}?virtual_host={number}"
    else:
        os.environ["BROKER_URL"] = f"{url.rsplit('/', 1)[0]}/{number}"
    os.environ["CACHE_URL"] = addresses.cache_url(url, number + 1)


def _remove_folders_of_killed_runs() -> None:
    for folder in Path("/tmp").glob(f"{FOLDERS}*"):  # noqa: S108  # where they are made
        pid = folder.name.removeprefix(FOLDERS).partition("-")[0]
        if pid.isdigit() and processes.birth(int(pid)) is None and folder.owner() == Path("/proc/self").owner():
            shutil.rmtree(folder, ignore_errors=True)

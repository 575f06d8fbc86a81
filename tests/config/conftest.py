"""A first start, made once for all who begin from what it leaves."""

import signal
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.config.running import Run


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """What a first start and Ctrl-C leave, what was ``said``, the ``status`` of its first page, the exit ``code``."""
    var_dir: Path = tmp_path_factory.mktemp("first start") / "var"
    first = Run(var_dir)
    with urllib.request.urlopen(first.ready(), timeout=60) as page:  # noqa: S310  # our own address
        status = page.status
    code = first.end(signal.SIGINT)
    return SimpleNamespace(var_dir=var_dir, said=first.said, status=status, code=code)

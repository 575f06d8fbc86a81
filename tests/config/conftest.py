"""A first start, made once for all who begin from what it leaves."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.config import running


@pytest.fixture(scope="session")
def first_start(run_folder: Path) -> SimpleNamespace:
    """What it has left and said."""
    return running.first_start(run_folder)

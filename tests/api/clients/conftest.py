"""A client that nobody here wrote: generated from our description, used against a running server."""

import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from api.documentation import description

GENERATOR = Path(sys.executable).with_name("openapi-python-client")
PACKAGE = "plenum_api_client"


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the client, generated once; whatever the generator complained of fails all tests."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "settings.yml").write_text(f"package_name_override: {PACKAGE}\npost_hooks: []\n")
    from_ours, here = ["--path", str(description.STORED)], ["--output-path", str(folder / PACKAGE)]
    plain = ["--meta", "none", "--config", str(folder / "settings.yml"), "--fail-on-warning"]
    made = subprocess.run(
        [GENERATOR, "generate", *from_ours, *here, *plain],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (made.returncode, made.stderr) == (0, ""), made.stdout + made.stderr
    assert made.stdout.strip() == f"Generating {folder / PACKAGE}"
    return folder


class Library:
    """The generated package: ``library.operation("rounds", "rounds_retrieve")`` is that operation's module."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.package = importlib.import_module(PACKAGE)
        self.models = importlib.import_module(f"{PACKAGE}.models")
        self.types = importlib.import_module(f"{PACKAGE}.types")

    def operation(self, tag: str, name: str) -> ModuleType:
        """Return the module of one operation, with ``sync`` and ``sync_detailed``."""
        return importlib.import_module(f"{PACKAGE}.api.{tag}.{name}")

    def every_module(self) -> list[str]:
        """Return the names of all modules there are."""
        files = sorted((self.folder / PACKAGE).rglob("*.py"))
        return [".".join(file.relative_to(self.folder).with_suffix("").parts) for file in files]


@pytest.fixture
def library(generated: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """The generated package, imported."""
    monkeypatch.syspath_prepend(str(generated))
    return Library(generated)

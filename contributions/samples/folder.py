"""Reading the folder ``sample_data/``."""

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "sample_data"
EXAMPLE = FOLDER / "example"
LAGOON = FOLDER / "lagoon"

Table = dict[str, Any]


def table(path: Path) -> Table:
    """One TOML file as a table."""
    with path.open("rb") as file:
        return tomllib.load(file)


def english(words: Table) -> str:
    """By what a thing with words in several languages is recognised at a second loading."""
    return str(words["en"])

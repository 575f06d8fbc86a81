"""What is taken away of a large round: how long each file takes to make, and how much memory.

Each is made by a process of its own (``python -m bench.exporting archive zip symbol``), since memory is only ever
counted from the beginning of one; what the house has before it makes anything (some 190 MB) is taken off.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from bench.texts.figures import Figure

ROOT = Path(__file__).resolve().parent.parent
FILES = (
    ("archive", "zip", "symbol"),
    ("compilation", "xlsx", "symbol"),
    ("index", "xlsx", "source"),
    ("index", "docx", "symbol"),
    ("index", "pdf", "symbol"),
)
# In a few minutes, and without taking the machine from others.
MOST_MEMORY, MOST_SECONDS = 200, 600
# Typesetting keeps its pages, so that only so much is printed in one file: measured on a round of ordinary size.
UNBOUNDED, LARGE, ORDINARY = "pdf", 1, 2


def measure(say: Callable[[str], None]) -> list[Figure]:
    """Measure each file of the large round or the ordinary one, in the house that the settings point to."""
    figures = []
    for what, kind, order in FILES:
        command = [sys.executable, "-m", "bench.exporting", what, kind, order]
        told = subprocess.run(command, cwd=ROOT, env=os.environ, check=True, capture_output=True, text=True)
        found = json.loads(told.stdout)
        figures += _figures(f"{what}.{kind} of {found['contributions']:,} contributions", kind, found)
        say(f"{what}.{kind}: {found}")
    return figures


def fill(contributions: int, seed: int, say: Callable[[str], None]) -> None:
    """Make up a round with that many, give or take some, and others with a few hundred."""
    from bench import structure  # noqa: PLC0415  # they need the settings
    from bench.fill import Filler  # noqa: PLC0415

    random = Random(seed)
    built = structure.build(2 * contributions, random)
    filler = Filler(built, random, say)
    filler.prepare()
    filler.add(2 * contributions)  # half of all are in the first round
    filler.tidy()


def _figures(name: str, kind: str, found: dict[str, Any]) -> list[Figure]:
    seconds, memory = found["seconds"], found["memory"]
    bounded = kind != UNBOUNDED
    return [
        Figure(
            name, f"{seconds:.0f} s, {found['size'] / 1e6:.1f} MB", f"under {MOST_SECONDS} s", seconds < MOST_SECONDS
        ),
        Figure(
            f"{name}: memory beyond the house itself",
            f"{memory:.0f} MB",
            f"under {MOST_MEMORY} MB" if bounded else "",
            not bounded or memory < MOST_MEMORY,
        ),
    ]


def _make(what: str, kind: str, order: str) -> dict[str, float]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415

    django.setup()
    from bench.structure import SLUG  # noqa: PLC0415
    from consultations.models import Round  # noqa: PLC0415
    from exports.making import make  # noqa: PLC0415

    before = _peak()
    round_ = Round.objects.select_related("process").get(
        process__slug=SLUG, number=ORDINARY if kind == UNBOUNDED else LARGE
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made"
        began = time.monotonic()
        with path.open("w+b") as file:
            make(what, kind, round_, file, order=order, folder=Path(folder))
        seconds = time.monotonic() - began
        more = round(_peak() - before)
        return {
            "seconds": round(seconds, 1),
            "memory": more,
            "size": path.stat().st_size,
            "contributions": round_.last_number,
        }


def _peak() -> float:
    """The most memory that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(_make(*sys.argv[1:])))

"""``python -m bench.exporting_house NUMBER SEED``: the part of the report about what is taken away, on stdout."""

import sys
import time

from bench import exporting
from bench.house import house
from bench.texts.report import written

HEADING = "## What is taken away"
HOW = "Of one round, each file by a process of its own; memory is the most that it ever had beyond what it began with."


def main(contributions: int, seed: int) -> int:
    """Fill a house, measure, print; 1 where a limit does not hold."""
    with house():
        import django  # noqa: PLC0415  # settings are read now that there are services to point at

        django.setup()
        exporting.fill(contributions, seed, _say)
        figures = exporting.measure(_say)
    print(written(HEADING, figures, how=HOW), end="")
    return 0 if all(each.holds for each in figures) else 1


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))

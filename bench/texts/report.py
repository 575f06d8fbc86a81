"""All that is measured of texts, and how it is told."""

import os
import platform
from collections.abc import Callable, Iterator

from bench.texts import aligning, carrying, compiling, reading_word, redlining
from bench.texts.figures import Figure

MEASURES: dict[str, Callable[[], list[Figure]]] = {
    "reading Word": reading_word.measure,
    "aligning": aligning.measure,
    "redlining": redlining.measure,
    "carrying": carrying.measure,
    "compiling": compiling.measure,
}
HOW = "Without pages and database, each compared with its limit or its rival in the same run."


def measured() -> Iterator[tuple[str, list[Figure]]]:
    """Measure one after the other: what it was, and what was found."""
    for name, measure in MEASURES.items():
        yield name, measure()


def written(heading: str, figures: list[Figure], *, how: str = HOW) -> str:
    """Return the part of the report, under ``heading``; ``how`` it was measured."""
    rows = "\n".join(_row(each) for each in figures)
    machine = f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}; Python {platform.python_version()}."
    return f"""{heading}

{how} {machine}

| what | found | aim | holds |
| --- | ---: | ---: | --- |
{rows}
"""


def _row(each: Figure) -> str:
    held = "" if not each.aim else "yes" if each.holds else "**no**"
    return f"| {each.name} | {each.found} | {each.aim} | {held} |"

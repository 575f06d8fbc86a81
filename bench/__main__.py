"""``python -m bench``: fill, measure, write. Ends with 1 where a limit does not hold."""

import argparse
import socket
import subprocess
import sys
import time
from collections.abc import Container
from pathlib import Path
from random import Random

from bench.house import house, served

RESULTS = Path(__file__).resolve().parent / "results.md"
# The report's other parts begin so, in this order.
DESK = "## The desk"
TEXTS = "## Texts under negotiation"
TAKEN = "## What is taken away"
API = "## The API"
LETTERS = "## Letters"
FOLLOWERS = 100_000
# What the list at the whole number is compared with.
SMALL = 1000


def main(arguments: list[str] | None = None) -> int:
    """Run the whole; return the exit code."""
    asked = _asked(arguments)
    pages, desk, texts, taken, api, letters = _parts(asked.results)
    held = [True]
    if asked.only in ("", "texts"):
        texts, all_hold = _measure_texts()
        held.append(all_hold)
    if asked.only in ("", "pages", "desk"):
        with house() as listener:
            import django  # noqa: PLC0415  # settings are read now that there are services to point at

            django.setup()
            if asked.only != "desk":
                pages, all_hold = _measure(asked, listener)
                held.append(all_hold)
            if asked.only != "pages":
                desk, all_hold = _measure_desk(asked, listener)
                held.append(all_hold)
    if asked.only in ("", "exports"):
        taken, all_hold = _measure_apart("bench.exporting_house", asked.contributions, asked.seed)
        held.append(all_hold)
    if asked.only in ("", "api"):
        api, all_hold = _measure_apart("bench.serving", asked.contributions, asked.seed, asked.seconds)
        held.append(all_hold)
    if asked.only in ("", "letters"):
        letters, all_hold = _measure_apart("bench.letters")
        news, all_reached = _measure_apart("bench.telling", FOLLOWERS, asked.seed)
        outbox, all_found = _measure_apart("bench.outbox", asked.seed, asked.seconds)
        letters = f"{letters}\n{news}\n{outbox}"
        held += [all_hold, all_reached, all_found]
    asked.results.write_text("\n".join(part for part in (pages, desk, texts, taken, api, letters) if part))
    return 0 if all(held) else 1


def _parts(results: Path) -> tuple[str, ...]:
    """What stands in the report so far, part by part."""
    known = results.read_text() if results.exists() else ""
    known, _heading, letters = known.partition(LETTERS)
    known, _heading, api = known.partition(API)
    known, _heading, taken = known.partition(TAKEN)
    known, _heading, texts = known.partition(TEXTS)
    pages, _heading, desk = known.partition(DESK)
    parts = ((pages, ""), (desk, DESK), (texts, TEXTS), (taken, TAKEN), (api, API), (letters, LETTERS))
    return tuple(heading + part.rstrip("\n") + "\n" if part else "" for part, heading in parts)


def _measure_apart(name: str, *given: float) -> tuple[str, bool]:
    """In a house of its own, by a program of its own: this one may know the settings of another by now."""
    program = [sys.executable, "-m", name, *map(str, given)]
    told = subprocess.run(program, cwd=Path(__file__).resolve().parent.parent, check=False, stdout=subprocess.PIPE)
    return told.stdout.decode(), told.returncode == 0


def _measure_desk(asked: argparse.Namespace, listener: socket.socket) -> tuple[str, bool]:
    """On a process of its own, or on that of the pages where these were measured before."""
    from bench import desk, load, pages, report, structure, weigh  # noqa: PLC0415  # they need the settings
    from bench.fill import Filler  # noqa: PLC0415
    from contributions.models import Contribution  # noqa: PLC0415

    random = Random(asked.seed)
    built = structure.known()
    if built is None:
        _say(f"building the desk of {asked.contributions:,} contributions")
        built = structure.build(asked.contributions, random)
        filler = Filler(built, random, _say)
        filler.prepare()
        filler.add(asked.contributions)
        filler.tidy()
    at_it = desk.build(built, random, asked.seed)
    Filler.tidy()
    measured = []
    with served(listener) as address:
        for page in at_it.pages:
            weight = weigh.weigh(address, page, cookie=at_it.cookie)
            run, empty = load.compare(
                address, page.paths, pages.NOTHING, asked.seconds, cookie=at_it.cookie, connections=1
            )
            measured.append(report.Measured(page, run, empty, weight))
            _say(f"{page.name}: p50 {run.percentile(50):.1f} ms, {weight.queries} queries")
    held = report.desk_limits(measured)
    for limit in held:
        _say(f"{'holds' if limit.holds else 'DOES NOT HOLD'}: {limit.name}: {limit.found}")
    number = Contribution.objects.count()
    written = report.written_of_desk(DESK, number, measured, held, seed=asked.seed, seconds=asked.seconds)
    return written, all(limit.holds for limit in held)


def _measure_texts() -> tuple[str, bool]:
    from bench.texts import report  # noqa: PLC0415  # takes a second to read

    figures = []
    for name, measured in report.measured():
        _say(f"texts: {name}")
        figures += measured
    for each in figures:
        if each.aim:
            _say(f"{'holds' if each.holds else 'DOES NOT HOLD'}: {each.name}: {each.found}")
    return report.written(TEXTS, figures), all(each.holds for each in figures)


def _measure(asked: argparse.Namespace, listener: socket.socket) -> tuple[str, bool]:
    from bench import alike, load, pages, report, structure, weigh  # noqa: PLC0415  # they need the settings
    from bench.fill import Filler  # noqa: PLC0415

    random = Random(asked.seed)
    small_number = min(SMALL, asked.contributions)
    _say(f"building the surroundings of {asked.contributions:,} contributions")
    built = structure.build(asked.contributions, random)
    filler = Filler(built, random, _say)
    filler.prepare()

    def measured(names: Container[str]) -> list[report.Measured]:
        found = []
        with served(listener) as address:
            for page in pages.pages(built, random):
                if page.name in names:
                    weight = weigh.weigh(address, page)
                    run, empty = load.compare(address, page.paths, pages.NOTHING, asked.seconds)
                    found.append(report.Measured(page, run, empty, weight))
                    _say(f"{page.name}: {run.rate:,.0f}/s, {found[-1].share:.0%}, p50 {run.percentile(50):.2f} ms")
        return found

    took = filler.add(small_number) + filler.tidy()
    small = measured({pages.LIST})
    took += filler.add(asked.contributions - small_number) + filler.tidy()
    filling = report.Filling(filler.filled, took, report.size_of_database())
    _say(f"{filling.contributions:,} contributions stored in {filling.seconds:.0f} s, {filling.size}")
    whole = measured(Everything())
    held = report.limits(whole, small, small_number)
    for limit in held:
        _say(f"{'holds' if limit.holds else 'DOES NOT HOLD'}: {limit.name}: {limit.found}")
    found = alike.measure(built, random)
    for figure in found:
        _say(f"{'holds' if figure.holds else 'DOES NOT HOLD'}: {figure.name}: {figure.found}")
    written = report.written(filling, whole, held, seed=asked.seed, seconds=asked.seconds)
    return f"{written}\n{alike.written(found)}", all(each.holds for each in held) and all(each.holds for each in found)


class Everything:
    """Contains whatever one asks for."""

    def __contains__(self, name: object) -> bool:
        return True


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the house on its own servers.")
    parser.add_argument("--contributions", type=int, help="how many are made up (10000; 100000 for the desk alone)")
    parser.add_argument("--seconds", type=float, default=4, help="how long each page is asked for (4)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes up the same (1)")
    kinds = ["pages", "desk", "texts", "exports", "api", "letters"]
    parser.add_argument("--only", default="", choices=kinds, help="measure one part, keep the others")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the report goes (bench/results.md)")
    asked = parser.parse_args(arguments)
    asked.contributions = asked.contributions or (100_000 if asked.only == "desk" else 10_000)
    return asked


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())

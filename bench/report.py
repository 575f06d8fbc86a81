"""What was found, as a page of Markdown, with the limits that it is held to."""

import os
import platform
from dataclasses import dataclass

import django
from django.db import connection

from bench import desk
from bench.load import CONNECTIONS, Run
from bench.pages import HOME, LIST, PERIODS, Page
from bench.weigh import Weight


@dataclass(frozen=True)
class Measured:
    """One page with what was measured of it."""

    page: Page
    run: Run
    empty: Run  # the empty view, by turns with it
    weight: Weight

    @property
    def share(self) -> float:
        """Its rate as a share of the empty view's."""
        return self.run.rate / self.empty.rate if self.empty.rate else 0.0


@dataclass(frozen=True)
class Filling:
    """How many contributions, and how long they took to be stored."""

    contributions: int
    seconds: float
    size: str  # of the database, in words


@dataclass(frozen=True)
class Limit:
    """Something promised, and whether it holds."""

    name: str
    found: str
    holds: bool


def limits(measured: list[Measured], small: list[Measured], small_number: int) -> list[Limit]:
    """Hold what was measured against what we promise; ``small`` is the same with ``small_number`` contributions."""
    pages = [each for each in measured if each.page.is_html]
    heaviest = max(pages, key=lambda each: each.weight.page)
    busiest = max(measured, key=lambda each: each.weight.queries)
    growth = _named(small, LIST).share / _named(measured, LIST).share
    first_visit = _named(measured, HOME).weight.first_visit
    failures = sum(each.run.failures for each in measured)
    return [
        *(
            Limit(f"{name}: at least 40 % of the empty view", f"{share:.0%}", share >= 0.4)
            for name in (HOME, PERIODS)
            if (share := _named(measured, name).share)
        ),
        Limit(
            f"{LIST}: within 1.5 of the same at {small_number:,}, each as a share of its empty view",
            f"{growth:.2f}",
            growth <= 1.5,
        ),
        Limit("home, first visit in all: under 60 kB", f"{first_visit:,}", first_visit < 60_000),
        Limit(
            f"heaviest page ({heaviest.page.name}): under 40 kB",
            f"{heaviest.weight.page:,}",
            heaviest.weight.page < 40_000,
        ),
        Limit(
            f"most queries ({busiest.page.name}): at most 8", f"{busiest.weight.queries}", busiest.weight.queries <= 8
        ),
        Limit("every answer is 200", f"{failures} others", not failures),
    ]


def written(filling: Filling, measured: list[Measured], held: list[Limit], *, seed: int, seconds: float) -> str:
    """Return the whole report."""
    rows = "\n".join(_row(each) for each in measured)
    promises = "\n".join(f"| {each.name} | {each.found} | {'yes' if each.holds else '**no**'} |" for each in held)
    speed = filling.contributions / max(filling.seconds, 0.001)
    return f"""# Measurements

Written by `make bench`: seed {seed}, {seconds:g} s for each page, {CONNECTIONS} connections over the loopback. The
client is our own, in Python, and takes its share of the same cores. Each page is measured by turns with the empty
view, so its share of that tells more than its rate.

{_machine()}

{filling.contributions:,} contributions stored in {filling.seconds:.0f} s ({speed:,.0f} a second), {filling.size} on
disk.

| page | requests/s | of the empty view | p50 ms | p99 ms | bytes | first visit, bytes | queries: made, kept |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
{rows}

Bytes are over the wire, compressed, heads included; a first visit also fetches sheet, font, icon and script.
Queries: when the page has to be made, and when it was asked for just before.

| limit | found | holds |
| --- | ---: | --- |
{promises}
"""


def desk_limits(measured: list[Measured]) -> list[Limit]:
    """Hold the pages of the desk against what we promise: each of its lists, and a contribution opened there."""
    slowest = max((each for each in measured if each.page.name != desk.ONE), key=lambda each: each.run.percentile(50))
    one = _named(measured, desk.ONE)
    busiest = max(measured, key=lambda each: each.weight.queries)
    failures = sum(each.run.failures for each in measured)
    return [
        Limit(
            f"slowest list ({slowest.page.name}): under {desk.LIST_LIMIT} ms at the median",
            f"{slowest.run.percentile(50):.0f} ms",
            slowest.run.percentile(50) < desk.LIST_LIMIT,
        ),
        Limit(
            f"opening a contribution: under {desk.ONE_LIMIT} ms at the median",
            f"{one.run.percentile(50):.0f} ms",
            one.run.percentile(50) < desk.ONE_LIMIT,
        ),
        Limit(
            f"most queries ({busiest.page.name}): at most {desk.QUERIES}",
            f"{busiest.weight.queries}",
            busiest.weight.queries <= desk.QUERIES,
        ),
        Limit("every answer is 200", f"{failures} others", not failures),
    ]


def written_of_desk(
    heading: str, contributions: int, measured: list[Measured], held: list[Limit], *, seed: int, seconds: float
) -> str:
    """Return the report's part on the desk."""
    rows = "\n".join(
        f"| {each.page.name} | {each.run.percentile(50):.1f} | {each.run.percentile(95):.1f} | {each.run.rate:,.0f} "
        f"| {each.weight.page:,} | {each.weight.queries} |"
        for each in measured
    )
    promises = "\n".join(f"| {each.name} | {each.found} | {'yes' if each.holds else '**no**'} |" for each in held)
    return f"""{heading}

{contributions:,} contributions in one process, by `make bench ONLY=desk`: seed {seed}, {seconds:g} s for each page.
Of a hundred, eleven wait for the secretariat. One officer at one browser, signed in, over the loopback: nothing is kept
for the next reader. {_machine()}

| page | p50 ms | p95 ms | requests/s | bytes | queries |
| --- | ---: | ---: | ---: | ---: | ---: |
{rows}

| limit | found | holds |
| --- | ---: | --- |
{promises}
"""


def size_of_database() -> str:
    """How much the database takes on disk, in words."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        return str(cursor.fetchone()[0])


def _row(each: Measured) -> str:
    run, weight = each.run, each.weight
    visit = f"{weight.first_visit:,}" if each.page.is_html else ""
    return (
        f"| {each.page.name} | {run.rate:,.0f} | {each.share:.0%} | {run.percentile(50):.2f} "
        f"| {run.percentile(99):.2f} | {weight.page:,} | {visit} | {weight.queries}, {weight.queries_kept} |"
    )


def _named(measured: list[Measured], name: str) -> Measured:
    return next(each for each in measured if each.page.name == name)


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0]
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB, {platform.system()}; "
        f"Python {platform.python_version()}, Django {django.__version__}, PostgreSQL {server}; "
        "gunicorn with 2 processes of 4 threads."
    )

"""``python -m bench.serving NUMBER SEED SECONDS``: the part of the report about the API, on stdout.

In a house of its own: with 2,000 comment periods of which 200 are open, and as many contributions as one likes. Each
thing is measured by turns with what it is compared with, on the production web server.
"""

import http.client
import os
import sys
import time
from random import Random
from urllib.parse import urlencode

from bench.house import house, served
from bench.texts.figures import Figure
from bench.texts.report import written

HEADING = "## The API"
HOW = (
    "On the production web server, over the loopback, by turns with what it is compared with: an empty view and one "
    "raw `json_agg`, which go through the same middlewares (`bench/urls.py`). Without a cache each answer is made "
    "anew, and each question comes on a connection of its own, so that both processes of the server take part."
)
PERIODS, OPEN, EXPORTED = 100, 200, 100_000
# Megabytes that an export may take, of a process of the web server, and beyond what it had before.
MOST_MEMORY = 200
EMPTY, RAW, PATH = "/bench/empty/", "/bench/raw/", "/api/v1/comment-periods/?state=open"
CALENDAR, FEED = "/calendars/deadlines.ics?lang=en", "/feeds/processes/bench/?lang=en"


def main(contributions: int, seed: int, seconds: float) -> int:
    """Fill a house, measure, print; 1 where a limit does not hold."""
    with house() as listener:
        os.environ |= {"DJANGO_SETTINGS_MODULE": "bench.settings", "EXPORTS_PER_HOUR": "1000000"}
        import django  # noqa: PLC0415  # settings are read now that there are services to point at

        django.setup()
        from bench import structure, surroundings  # noqa: PLC0415  # they need the settings
        from bench.fill import Filler  # noqa: PLC0415

        random = Random(seed)
        built = structure.build(contributions, random, periods=PERIODS, open_periods=OPEN)
        filler = Filler(built, random, _say)
        filler.prepare()
        filler.add(contributions)
        surroundings.surround(built)
        filler.tidy()
        with served(listener) as address:
            figures = [*_kept(address, seconds), *_subscribed(address, seconds), *_exported(address, contributions)]
        os.environ["BENCH_COLD"] = "1"
        with served(listener) as address:
            figures += [*_made(address, seconds), *_deep(address, random, contributions, seconds)]
    for figure in figures:
        _say(f"{'holds' if figure.holds else 'DOES NOT HOLD'}: {figure.name}: {figure.found}")
    print(written(HEADING, figures, how=HOW), end="")
    return 0 if all(each.holds for each in figures) else 1


def _kept(address: tuple[str, int], seconds: float) -> list[Figure]:
    from bench import load  # noqa: PLC0415

    body, etag = _fetch(address, PATH)
    name = f"{OPEN} open periods of {20 * PERIODS:,}"
    run, beside = load.compare(address, [PATH], [EMPTY], seconds)
    found = [_share(f"{name}, kept ({body / 1000:,.0f} kB packed): of an empty view", run, beside, 60)]
    run, beside = load.compare(address, [PATH], [EMPTY], seconds, held=etag)
    return [*found, _share(f"{name}, unchanged (304): of an empty view", run, beside, 85)]


def _subscribed(address: tuple[str, int], seconds: float) -> list[Figure]:
    """What programs ask for again and again: a calendar of all periods, the feed of a process."""
    from bench import load  # noqa: PLC0415

    found = []
    for name, path in (("a calendar of all periods", CALENDAR), ("the feed of a process", FEED)):
        began = time.monotonic()
        body, etag = _fetch(address, path)
        found.append(Figure(f"{name}, made the first time ({body / 1000:,.0f} kB packed)", _ms(began)))
        run, beside = load.compare(address, [path], [EMPTY], seconds, held=etag)
        found.append(_share(f"{name}, unchanged (304): of an empty view", run, beside, 50))
    return found


def _ms(began: float) -> str:
    return f"{1000 * (time.monotonic() - began):,.0f} ms"


def _made(address: tuple[str, int], seconds: float) -> list[Figure]:
    from bench import load, pages, weigh  # noqa: PLC0415

    name = f"{OPEN} open periods, without a cache"
    run, beside = load.compare(address, [PATH], [RAW], seconds, afresh=True)
    queries = weigh.weigh(address, pages.Page(name, [PATH], is_html=False)).queries
    return [
        _share(f"{name}: of one raw json_agg of the same rows", run, beside, 50),
        Figure(f"{name}: queries", str(queries), "at most 2", queries <= 2),
    ]


def _deep(address: tuple[str, int], random: Random, contributions: int, seconds: float) -> list[Figure]:
    """First pages and those nine tenths of the way down, both made anew."""
    from bench import load  # noqa: PLC0415
    from common import keyset  # noqa: PLC0415
    from contributions.models import Contribution  # noqa: PLC0415
    from contributions.queries.reading import NEWEST  # noqa: PLC0415

    # Each was published a second after the one before, and has the next id.
    keys = random.sample(range(1, max(100, contributions // 10)), 50)
    rows = Contribution.objects.filter(pk__in=keys).only("published_at")
    listing = "/api/v1/contributions/"
    deep = [f"{listing}?cursor={keyset.write(each, NEWEST)}" for each in rows]
    run, beside = load.compare(address, deep, [listing], seconds)
    one, _other = load.compare(address, deep, [listing], seconds, connections=1)
    slower = run.percentile(50) / beside.percentile(50)
    name = f"a page of 50 of {contributions:,} contributions"
    return [
        Figure(f"{name}, first", f"{beside.percentile(50):.1f} ms"),
        Figure(f"{name}, at 90 %", f"{run.percentile(50):.1f} ms ({one.percentile(50):.1f} ms alone)"),
        Figure(f"{name}: at 90 % against the first", f"{slower:.2f}", "at most 1.5", 0 < slower <= 1.5),
    ]


def _exported(address: tuple[str, int], contributions: int) -> list[Figure]:
    """The first ``EXPORTED`` contributions as rows, over HTTP; memory is that of the process that sends them."""
    from contributions.models import Contribution  # noqa: PLC0415

    # Each was published a second after the one before, and has the next id.
    end = Contribution.objects.filter(pk=EXPORTED + 1).values_list("published_at", flat=True).first()
    until = "" if end is None else f"&{urlencode({'published_until': end.isoformat()})}"
    workers = _children_of(_children_of(os.getpid(), "gunicorn"), "gunicorn")
    before = {worker: _peak(worker) for worker in workers}
    wire = http.client.HTTPConnection(*address, timeout=600)
    began = time.monotonic()
    wire.request("GET", f"/api/v1/contributions/?format=ndjson&content=true{until}")
    response = wire.getresponse()
    lines, size = 0, 0
    own = 0.0
    while piece := response.read(1 << 20):
        lines, size = lines + piece.count(b"\n"), size + len(piece)
        own = max(own, *(_own(worker) for worker in workers))
    took = time.monotonic() - began
    after = {worker: _peak(worker) for worker in workers}
    most, more = max(after.values()), max(after[worker] - before[worker] for worker in workers)
    name = f"NDJSON of {lines:,} contributions with what they say"
    wanted = min(contributions, EXPORTED)
    whole = response.status == 200 and lines == wanted
    return [
        Figure(name, f"{took:.0f} s, {size / 1e6:,.0f} MB", f"{wanted:,} lines", whole),
        Figure(f"{name}: memory of the process", f"{own:.0f} MB", f"under {MOST_MEMORY} MB", 0 < own < MOST_MEMORY),
        Figure(f"{name}: with what it shares with the others ({most:.0f} MB), more than before", f"{more:.0f} MB"),
    ]


def _share(name: str, run, beside, percent: int) -> Figure:  # type: ignore[no-untyped-def]  # runs of bench.load
    share = 100 * run.rate / beside.rate if beside.rate else 0.0
    found = f"{share:.0f} % ({run.rate:,.0f} of {beside.rate:,.0f} a second)"
    failures = run.failures + beside.failures
    return Figure(name, f"{found}{f', {failures} failed' if failures else ''}", f"at least {percent} %",
                  share >= percent and not failures)  # fmt: skip


def _fetch(address: tuple[str, int], path: str) -> tuple[int, str]:
    from bench.load import ACCEPT  # noqa: PLC0415

    wire = http.client.HTTPConnection(*address, timeout=60)
    wire.request("GET", path, headers={"Accept-Encoding": ACCEPT})
    response = wire.getresponse()
    return len(response.read()), response.headers["ETag"]


def _children_of(parents: int | list[int], named: str) -> list[int]:
    wanted = [parents] if isinstance(parents, int) else parents
    found = []
    for parent in wanted:
        for task in os.listdir(f"/proc/{parent}/task"):
            with open(f"/proc/{parent}/task/{task}/children") as file:
                found += [int(each) for each in file.read().split()]
    return [each for each in found if named in _command(each)]


def _command(process: int) -> str:
    with open(f"/proc/{process}/cmdline", "rb") as file:
        return file.read().decode(errors="replace")


def _peak(process: int) -> float:
    """The most memory that a process ever had, in MB."""
    with open(f"/proc/{process}/status") as file:
        line = next(each for each in file if each.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _own(process: int) -> float:
    """The memory that a process has for itself alone at the moment, in MB."""
    with open(f"/proc/{process}/smaps_rollup") as file:
        return sum(int(line.split()[1]) for line in file if line.startswith("Private_")) / 1024


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))

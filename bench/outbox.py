"""``python -m bench.outbox``: the outbox of a house that has written a million letters, in a house of its own."""

import sys
from random import Random
from typing import Any

from bench.house import house, served
from bench.texts.figures import Figure
from bench.texts.report import written

HEADING = "### The outbox"
HOW = (
    "A house with {letters:,} letters, half of them to followers, about {contributions:,} contributions. An officer of "
    "a large desk and one of a small one, whose 200 letters are older than all others, each at one browser: the "
    "median, and how many queries the page asks."
)
LETTERS, CONTRIBUTIONS = 1_000_000, 20_000
# Milliseconds at the median, as for the other lists of the desk, and queries.
LIMIT, QUERIES = 150, 8


def main(seed: int, seconds: float) -> int:
    """Fill a house, measure, print; 1 where a limit does not hold."""
    with house() as listener:
        import django  # noqa: PLC0415  # settings are read now that there are services to point at

        django.setup()
        large, small = _filled(seed)
        with served(listener) as address:
            figures = [
                *(_measured(address, f"large desk, {name}", path, large, seconds) for name, path in _asked()),
                *(_measured(address, f"small desk, {name}", path, small, seconds) for name, path in _of_small()),
            ]
    for figure in figures:
        print(f"{'holds' if figure.holds else 'DOES NOT HOLD'}: {figure.name}: {figure.found}", file=sys.stderr)
    print(written(HEADING, figures, how=HOW.format(letters=LETTERS, contributions=CONTRIBUTIONS)), end="")
    return 0 if all(each.holds for each in figures) else 1


def _filled(seed: int) -> tuple[str, str]:
    """Store everything; return the cookies of an officer of the large and of the small desk."""
    from django.db import connection, transaction  # noqa: PLC0415

    from bench import desk, structure  # noqa: PLC0415  # they need the settings
    from bench.fill import SQL, Filler  # noqa: PLC0415
    from consultations.models import Process  # noqa: PLC0415
    from contributions.models import Contribution  # noqa: PLC0415

    random = Random(seed)
    filler = Filler(structure.build(CONTRIBUTIONS, random), random, lambda said: print(said, file=sys.stderr))
    filler.prepare()
    filler.add(CONTRIBUTIONS)
    process, (small, period) = Process.objects.get(slug=structure.SLUG), _small()
    officer, other = desk.officer_of(process), desk.officer_of(small)
    given = {
        "about": list(Contribution.objects.order_by("pk").values_list("pk", flat=True)),
        "process": process.pk,
        "small": period.pk,
        "person": officer.pk,
        "own": LETTERS // 2,
        "many": LETTERS // 2,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute((SQL / "outbox.sql").read_text(), given)
    filler.tidy()
    return desk.signed_in(officer), desk.signed_in(other)


def _small() -> tuple[Any, Any]:
    from datetime import timedelta  # noqa: PLC0415

    from django.utils import timezone  # noqa: PLC0415

    from consultations.enums import Purpose  # noqa: PLC0415
    from consultations.models import CommentPeriod, Process, Round  # noqa: PLC0415

    now = timezone.now()
    process = Process.objects.create(code="SMALL", slug="small", name={"en": "Small"}, public_at=now)
    round_ = Round.objects.create(process=process, number=1, title={"en": "First"}, public_at=now)
    period = CommentPeriod.objects.create(
        round=round_,
        purpose=Purpose.ANSWERS,
        title={"en": "Call"},
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=30),
    )
    return process, period


def _asked() -> list[tuple[str, str]]:
    """What is looked for at the large desk, by what it is called in the report."""
    from django.urls import reverse  # noqa: PLC0415

    from consultations.models import Symbol  # noqa: PLC0415
    from notifications.enums import State  # noqa: PLC0415
    from notifications.models import Letter  # noqa: PLC0415

    outbox, symbol = reverse("secretariat:outbox"), Symbol.objects.order_by("pk")[1000].text
    failed = Letter.objects.failed().filter(words=None).latest("created_at")
    return [
        ("letters, first page", outbox),
        *((f"letters, {state.value.replace('_', ' ')}", f"{outbox}?state={state}") for state in State),
        ("letters, of a kind", f"{outbox}?family=contributions/published"),
        ("letters, of a kind that there is none of", f"{outbox}?family=contributions/declined"),
        ("letters, failed of a kind", f"{outbox}?state=failed&family=contributions/published"),
        ("letters, to an address", f"{outbox}?q=reader77@example.org"),
        ("letters, to a person", f"{outbox}?q=officer"),
        ("letters, about a symbol", f"{outbox}?q={symbol}"),
        ("letters, failed to an address", f"{outbox}?state=failed&q=reader1@example.org"),
        ("letters to followers", reverse("secretariat:mailings")),
        ("letters to followers, one of them", reverse("secretariat:mailing", args=[1])),
        ("a letter", reverse("secretariat:letter", args=[failed.pk])),
    ]


def _of_small() -> list[tuple[str, str]]:
    from django.urls import reverse  # noqa: PLC0415

    outbox = reverse("secretariat:outbox")
    return [
        ("letters, first page", outbox),
        ("letters, sent", f"{outbox}?state=sent"),
        ("letters, failed", f"{outbox}?state=failed"),
        ("letters, called off", f"{outbox}?state=called_off"),
        ("letters, of a kind", f"{outbox}?family=contributions/published"),
        ("letters to followers", reverse("secretariat:mailings")),
    ]


def _measured(address: tuple[str, int], name: str, path: str, cookie: str, seconds: float) -> Figure:
    from bench import load, pages, weigh  # noqa: PLC0415

    page = pages.Page(name, [path])
    queries = weigh.weigh(address, page, cookie=cookie).queries
    run, _empty = load.compare(address, page.paths, pages.NOTHING, seconds, cookie=cookie, connections=1)
    took = run.percentile(50)
    found = f"{took:.0f} ms, {queries} queries"
    return Figure(name, found, f"{LIMIT} ms, {QUERIES}", took <= LIMIT and queries <= QUERIES)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2])))

"""Telling a hundred thousand followers that a period has opened: a program of its own, in a house of its own."""

import resource
import sys
import time
from datetime import timedelta
from random import Random
from typing import Any

from bench.house import house
from bench.texts.figures import Figure
from bench.texts.report import written

HEADING = "### News to followers"
HOW = (
    "A comment period opens for {followers:,} followers in {languages} languages and {zones} zones. Of ten eight want "
    "a letter at once, one a day, one a week: each has an item, {letters:,} a letter, all of them stored by one worker."
)

# What the issue asks: the letters of an opening for so many, in so many seconds; beyond what the program needs anyway.
MOST_SECONDS = 10
MOST_MEGABYTES = 60
MOST_SECONDS_OF_THE_ACT = 1
ZONES = ("UTC", "Africa/Nairobi", "America/Lima", "Asia/Kathmandu", "Asia/Kolkata", "Europe/Paris", "Pacific/Auckland")
LANGUAGES = ("ar", "en", "fr")


def main(followers: int, seed: int) -> int:
    """Print the report's part; return 1 where a limit does not hold."""
    with house():
        import django  # noqa: PLC0415  # settings are read now that there are services to point at

        django.setup()
        return _measured(followers, Random(seed))


def _measured(followers: int, random: Random) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from contributions import actions  # noqa: PLC0415
    from following.models import Item  # noqa: PLC0415
    from notifications.models import Letter  # noqa: PLC0415

    round_, officer, first, period = _scene()
    # What is done once in a process's life, as reading templates, is not measured.
    _open(first, officer)
    actions.announce_openings(at=timezone.now() + timedelta(seconds=1))
    actions.spread_news(at=timezone.now() + timedelta(seconds=2))
    _follow(round_, followers, random)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    began = time.perf_counter()
    _open(period, officer)
    act = time.perf_counter() - began
    actions.announce_openings(at=timezone.now() + timedelta(seconds=1))
    before, began = _megabytes(), time.perf_counter()
    told = actions.spread_news(at=timezone.now() + timedelta(seconds=2))
    seconds, grown = time.perf_counter() - began, _megabytes() - before
    stored = Letter.objects.exclude(words=None).count()
    counted = told == followers == Item.objects.count() and stored == _at_once(followers)
    figures = [
        Figure("the act that opens it", f"{act:.2f} s", f"{MOST_SECONDS_OF_THE_ACT} s", act < MOST_SECONDS_OF_THE_ACT),
        Figure("its items and letters are stored", f"{seconds:.1f} s", f"{MOST_SECONDS} s", seconds < MOST_SECONDS),
        Figure("memory beyond the program's own", f"{grown:.0f} MB", f"{MOST_MEGABYTES} MB", grown < MOST_MEGABYTES),
        Figure("followers who were told, each once", f"{told:,}", f"{followers:,}", counted),
    ]
    how = HOW.format(followers=followers, languages=len(LANGUAGES), zones=len(ZONES), letters=stored)
    print(written(HEADING, figures, how=how))
    return 0 if all(figure.holds for figure in figures) else 1


def _scene() -> tuple[Any, Any, Any, Any]:
    from django.utils import timezone  # noqa: PLC0415

    from consultations.actions import create_period  # noqa: PLC0415
    from consultations.enums import Purpose, Role  # noqa: PLC0415
    from consultations.models import Process, ProcessRole, Round  # noqa: PLC0415
    from stakeholders.models import Person  # noqa: PLC0415

    now = timezone.now()
    officer = Person.objects.create_user("officer@example.org", name="Officer")
    process = Process.objects.create(code="BENCH", slug="bench", name={"en": "Bench"}, public_at=now)
    ProcessRole.objects.create(process=process, person=officer, role=Role.HEAD)
    round_ = Round.objects.create(process=process, number=1, title="First", public_at=now)
    first, period = (
        create_period(
            round_,
            purpose=Purpose.ANSWERS,
            title=title,
            opens_at=now,
            closes_at=now + timedelta(days=30),
            by=officer,
        )
        for title in ("First call", "Second call")
    )
    return round_, officer, first, period


def _open(period: Any, officer: Any) -> None:
    from consultations.actions import open_period  # noqa: PLC0415

    open_period(period, by=officer)


def _follow(round_: Any, followers: int, random: Random) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from following.models import Follow, Reader  # noqa: PLC0415

    since = timezone.now() - timedelta(days=1)
    for start in range(0, followers, 5000):
        numbers = range(start, min(start + 5000, followers))
        readers = Reader.objects.bulk_create(
            Reader(
                address=f"reader{number}@{random.randrange(500)}.example.org",
                language=random.choice(LANGUAGES),
                time_zone=random.choice(ZONES),
            )
            for number in numbers
        )
        Follow.objects.bulk_create(
            Follow(reader=reader, topic=f"round:{round_.pk}", pace=_pace(number), since=since)
            for number, reader in zip(numbers, readers, strict=True)
        )


def _pace(number: int) -> int:
    return max(number % 10 - 7, 0)


def _at_once(followers: int) -> int:
    return sum(_pace(number) == 0 for number in range(followers))


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))

"""``python -m tests.config.writing NUMBER SEED SECONDS``: letters in a house that is running, whatever happens to it.

Both ways: most are news to followers, at once or, so many seconds later, together; the rest are letters of their own.
Each in a transaction that is tried until it is stored. What comes to which address can be reckoned.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

import django

from tests.config.sink import GONE, UNWANTED

DOMAIN = "faults.example"
TOGETHER = 20
# Acts on the dates of a period, each of which is news.
ACTS = 2
VOICES = (("en", "UTC"), ("fr", "Asia/Kolkata"), ("ar", "America/New_York"))
REASON = "Several delegations asked for it."


@dataclass(frozen=True)
class Own:
    """A letter with words of its own."""

    place: int
    address: str
    is_urgent: bool


@dataclass(frozen=True)
class Plan:
    """So many letters, and how many come to each address."""

    letters: int
    seed: int

    @property
    def at_once(self) -> list[str]:
        """Followers who have a letter for each act: six letters of ten."""
        return [_address("at-once-", place) for place in range(self.letters * 3 // 10)]

    @property
    def daily(self) -> list[str]:
        """Followers from before the last act on, of which they hear in a digest: one letter of ten."""
        return [_address("daily-", place) for place in range(self.letters // 10)]

    @property
    def own(self) -> Iterator[Own]:
        """The rest: one in twenty urgent, one in fifty to a mailbox that there is not, one in a hundred unwanted."""
        dice = Random(self.seed)
        for place in range(self.letters - ACTS * len(self.at_once) - len(self.daily)):
            thrown = dice.random()
            prefix = GONE if thrown < 0.02 else UNWANTED if thrown < 0.03 else "reader-"
            yield Own(place, _address(prefix, place), is_urgent=thrown > 0.95)

    @property
    def expected(self) -> dict[str, int]:
        """How many letters are written to each address."""
        each = dict.fromkeys(self.at_once, ACTS) | dict.fromkeys(self.daily, 1)
        return each | {letter.address: 1 for letter in self.own}


def is_refused(address: str) -> bool:
    """Does the mail server refuse it for good?"""
    return address.startswith((GONE, UNWANTED))


def _address(prefix: str, place: int) -> str:
    return f"{prefix}{place}@d{place % 40}.{DOMAIN}"


def main(plan: Plan, seconds: int) -> None:
    """Enter followers; at a word act and write; at the next enter others, act again, and ask for digests."""
    django.setup()
    _tried(partial(_follow, plan.at_once, None))
    _say_and_wait("followed")
    _tried(partial(_extend, 1))
    letters = list(plan.own)
    for begin in range(0, len(letters), TOGETHER):
        _tried(partial(_write, letters[begin : begin + TOGETHER]))
    _say_and_wait("written")
    _tried(partial(_follow, plan.daily, seconds))
    _tried(partial(_extend, ACTS))
    _say("acted")
    while True:
        _ask_for_digests()
        time.sleep(3)


def _say_and_wait(word: str) -> None:
    _say(word)
    sys.stdin.readline()


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _ask_for_digests() -> None:
    """As a second clock would, and oftener than the first."""
    from common.handing_over import hand_over

    hand_over("contributions.tasks.write_digests")


def _tried(work: Callable[[], object]) -> None:
    """Do it in one transaction, once the database answers; all that is done so may be done twice."""
    from django.db import DatabaseError, InterfaceError, connection, transaction

    while True:
        try:
            with transaction.atomic():
                work()
            return
        except (DatabaseError, InterfaceError):
            connection.close()
            time.sleep(0.1)


def _period():
    from django.utils import timezone

    from consultations.models import CommentPeriod

    return CommentPeriod.objects.public().open(at=timezone.now()).select_related("round__process").earliest("pk")


def _follow(addresses: list[str], seconds: int | None) -> None:
    """Enter followers of the round, who are told at once, or together so many seconds from now."""
    from django.utils import timezone

    from consultations.queries.topics import of_round
    from contributions.actions import announce_openings
    from following.enums import Pace
    from following.models import Follow, Reader

    if Reader.objects.filter(address=addresses[0]).exists():
        return
    # What has opened before is told to whoever follows already.
    announce_openings()
    now, topic = timezone.now(), of_round(_period().round_id)
    pace = Pace.AT_ONCE if seconds is None else Pace.DAILY
    together_at = now + timedelta(seconds=seconds or 0)
    readers = [_reader(place, address, together_at) for place, address in enumerate(addresses)]
    Reader.objects.bulk_create(readers, batch_size=1000)
    follows = [Follow(reader=reader, topic=topic, pace=pace, since=now) for reader in readers]
    Follow.objects.bulk_create(follows, batch_size=1000)


def _reader(place: int, address: str, together_at: datetime):
    from following.models import Reader

    language, zone = VOICES[place % len(VOICES)]
    wall = together_at.astimezone(ZoneInfo(zone)).time().replace(microsecond=0)
    return Reader(address=address, language=language, time_zone=zone, digest_at=wall)


def _extend(days: int) -> None:
    """Let the period close a day later, so often in all."""
    from consultations.enums import Act, Role
    from consultations.models import ProcessRole
    from contributions.actions import extend_period

    period = _period()
    if period.acts.filter(act=Act.EXTEND, reason=REASON).count() < days:
        head = ProcessRole.objects.filter(process=period.round.process, role=Role.HEAD).earliest("pk").person
        extend_period(period, closes_at=period.closes_at + timedelta(days=1), reason=REASON, by=head)


def _write(letters: list[Own]) -> None:
    from notifications.actions import queue
    from notifications.enums import Priority

    for letter in letters:
        queue(
            "contributions/asked_to_follow",
            to=None,
            address=letter.address,
            language="en",
            context={"followed": f"Round {letter.place}", "confirm_url": "https://plenum.example/x", "topic_url": ""},
            key=f"fault:{letter.place}",
            priority=Priority.FIRST if letter.is_urgent else Priority.NORMAL,
        )


if __name__ == "__main__":
    _number, _seed, _seconds = map(int, sys.argv[1:])
    main(Plan(_number, _seed), _seconds)

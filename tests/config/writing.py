"""``python -m tests.config.writing NUMBER SEED``: letters stored in a house that is running, whatever happens to it.

Some in one transaction, over and over until they are stored; their keys name them. Says how many on each line.
"""

import sys
import time
from random import Random

import django

from tests.config.sink import GONE

TOGETHER = 20


def main(number: int, seed: int) -> None:
    """Store so many letters: one in twenty urgent, one in fifty to a mailbox that there is not."""
    django.setup()
    from django.db import DatabaseError, InterfaceError, connection, transaction

    dice = Random(seed)
    for begin in range(0, number, TOGETHER):
        places = [(place, dice.random()) for place in range(begin, min(begin + TOGETHER, number))]
        while True:
            try:
                with transaction.atomic():
                    for place, thrown in places:
                        _store(place, thrown)
                break
            except (DatabaseError, InterfaceError):
                connection.close()
                time.sleep(0.1)
        sys.stdout.write(f"{begin + len(places)}\n")
        sys.stdout.flush()


def _store(place: int, thrown: float) -> None:
    from notifications.actions import queue
    from notifications.enums import Priority

    name = f"{GONE if thrown < 0.02 else 'reader-'}{place}"
    context = {"followed": f"Round {place}", "confirm_url": "https://plenum.example/x", "topic_url": ""}
    queue(
        "contributions/asked_to_follow",
        to=None,
        address=f"{name}@d{place % 40}.example.org",
        language="en",
        context=context,
        key=f"fault:{place}",
        priority=Priority.FIRST if thrown > 0.95 else Priority.NORMAL,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

"""When what is gathered for a reader is due, also after they have changed their mind."""

from datetime import datetime

from following.enums import Pace
from following.models import Follow, Item, Reader


def due_at(reader: Reader, pace: int, *, at: datetime) -> datetime | None:
    """The next digest of that pace after ``at``; None for what comes at once, and for who wants no letters."""
    if pace == Pace.AT_ONCE or not reader.by_mail:
        return None
    return reader.clock.digest(at, weekly=pace == Pace.WEEKLY)


def repace(reader: Reader, followed: Follow, *, at: datetime) -> None:
    """Put what waits for a digest because of this follow into the digest of its new pace.

    What was to come together and shall come at once from now on still comes with the next daily one: nothing is lost.
    """
    pace = followed.pace if followed.pace != Pace.AT_ONCE else Pace.DAILY
    waiting = Item.objects.filter(reader=reader, topic=followed.topic, due_at__isnull=False)
    waiting.update(pace=pace, due_at=due_at(reader, pace, at=at))

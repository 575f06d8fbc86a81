"""What the clock on a wall shows, and which instant is meant by it. Knows no Django.

Twice a year most clocks are moved: an hour is left out, or comes twice. A time that is typed may therefore name no
instant, or two of them.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


class NotOnTheClock(ValueError):
    """The clock never shows that time on that day: the hour is left out."""


def instant(day: date, clock: time, zone: ZoneInfo, *, later: bool) -> datetime:
    """The instant at which a clock in ``zone`` shows that time; of two, the ``later`` or the earlier one.

    Raise ``NotOnTheClock`` where there is none.
    """
    wall = datetime.combine(day, clock)
    if not exists(wall, zone):
        raise NotOnTheClock(f"{wall:%Y-%m-%d %H:%M} in {zone.key}")
    return wall.replace(tzinfo=zone, fold=int(later)).astimezone(UTC)


def exists(wall: datetime, zone: ZoneInfo) -> bool:
    """Does the clock ever show this time? Not in the hour that is left out when it is put forward."""
    plain = wall.replace(tzinfo=None, fold=0)
    return plain.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) == plain


def is_doubled(instant: datetime, zone: ZoneInfo) -> bool:
    """Does the clock show the time of this instant twice, because it is put back?"""
    local = instant.astimezone(zone)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()

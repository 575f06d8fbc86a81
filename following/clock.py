"""When a letter to a follower may go: quiet hours and digests, by the clock on their own wall. No Django."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

MONDAY = 0


def after_quiet(at: datetime, *, zone: tzinfo, start: time | None, end: time | None) -> datetime:
    """Return ``at``, or the end of the quiet hours that it falls into, as an instant in UTC.

    Quiet hours are those from ``start`` until before ``end`` on the wall in ``zone``, over midnight where the end is
    the earlier; none where one is missing or both are the same.
    """
    if start is None or end is None or start == end:
        return at.astimezone(UTC)
    local = at.astimezone(zone)
    now = local.time()
    is_quiet = start <= now < end if start < end else now >= start or now < end
    if not is_quiet:
        return at.astimezone(UTC)
    day = local.date() if now < end else local.date() + timedelta(days=1)
    # Where the clock is set back, the same time comes twice: quiet is over when it has come for the second time.
    over = on_the_wall(day, end, zone)
    return over if over > at else on_the_wall(day, end, zone, fold=1)


def next_digest(at: datetime, *, zone: tzinfo, when: time, weekly: bool) -> datetime:
    """Return the first instant after ``at`` at which it is ``when`` on the wall there; if ``weekly``, on a Monday."""
    day = at.astimezone(zone).date() - timedelta(days=1)
    while True:
        if not weekly or day.weekday() == MONDAY:
            found = on_the_wall(day, when, zone)
            if found > at:
                return found
        day += timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WallClock:
    """The clock that somebody lives by: its zone, when their digests come, and when it is quiet."""

    zone: tzinfo
    digest_at: time
    quiet_from: time | None
    quiet_until: time | None

    def free(self, at: datetime) -> datetime:
        """The first instant from ``at`` on at which it is not quiet."""
        return after_quiet(at, zone=self.zone, start=self.quiet_from, end=self.quiet_until)

    def digest(self, at: datetime, *, weekly: bool) -> datetime:
        """The next digest after ``at``; one whose hour is a quiet one comes when these are over."""
        return self.free(next_digest(at, zone=self.zone, when=self.digest_at, weekly=weekly))


def on_the_wall(day: date, when: time, zone: tzinfo, *, fold: int = 0) -> datetime:
    """Return the instant in UTC at which it is so late on that day.

    A time that the wall never shows, because the clock is set forward over it, is that much later (PEP 495); of a time
    that it shows twice, the first, or with ``fold`` the second.
    """
    return datetime.combine(day, when.replace(fold=fold), tzinfo=zone).astimezone(UTC)

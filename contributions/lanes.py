"""In which lane a contribution is, by when it came. No database, no clock, no request.

A round's rules count hours backwards from the first instant of its meeting. ITU-D's published rule is 45 and 12 days:
1080 and 288 hours. Whatever is here *before* such a limit keeps it; as with a comment period, the instant itself counts
out.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from contributions.enums import Lane


@dataclass(frozen=True)
class Rules:
    """Hours before the meeting by which a contribution is in time, and by which it is at least delayed.

    ``in_time`` None: the round has no lanes, and everything is in time. ``delayed_for_action``: can what is delayed
    still ask the meeting to act, or is it for information only?
    """

    in_time: int | None = None
    delayed: int = 0
    delayed_for_action: bool = False


@dataclass(frozen=True)
class Limits:
    """The instants before which a contribution has to be here: to be in time, and to be in this round at all."""

    in_time: datetime
    delayed: datetime


def limits_of(meeting_at: datetime | None, rules: Rules) -> Limits | None:
    """The two limits as instants; None where the round has no lanes or no meeting."""
    if meeting_at is None or rules.in_time is None:
        return None
    # Counted on the clock that all clocks follow: an hour is an hour, also in a night that has 25 of them.
    start = meeting_at.astimezone(UTC)
    in_time = start - timedelta(hours=rules.in_time)
    return Limits(in_time, max(in_time, start - timedelta(hours=rules.delayed)))


def lane_for(submitted_at: datetime, meeting_at: datetime | None, rules: Rules) -> Lane:
    """The lane of what came at ``submitted_at`` for a meeting whose first instant is ``meeting_at`` (both aware)."""
    limits = limits_of(meeting_at, rules)
    if limits is None or submitted_at < limits.in_time:
        return Lane.IN_TIME
    return Lane.DELAYED if submitted_at < limits.delayed else Lane.NEXT_ROUND


def acts(lane: Lane, rules: Rules, *, asked: bool) -> bool:
    """Is it for action? If its source asks the meeting to act, and it came soon enough for that."""
    return asked and (lane == Lane.IN_TIME or (lane == Lane.DELAYED and rules.delayed_for_action))

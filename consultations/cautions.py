"""What to think of before the dates of a comment period are made public. Knows no Django and no clock.

A caution forbids nothing. Each is a code with figures, so that it can be kept with the act that was decided in spite of
it, and be told in any language later.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from common.clocks import is_doubled

DAY = timedelta(days=1)
Figure = str | int


@dataclass(frozen=True, slots=True)
class Caution:
    """One thing to think of: ``code`` with its figures. Days of the year are ISO 8601 texts."""

    code: str
    figures: Mapping[str, Figure] = field(default_factory=dict)

    def to_json(self) -> dict[str, Figure]:
        return {"code": self.code, **self.figures}


@dataclass(frozen=True, slots=True)
class Plan:
    """Dates as they would be, told to everybody at ``told_at``. ``audience``: ids of groups; none is all."""

    opens_at: datetime
    closes_at: datetime
    zone: ZoneInfo
    told_at: datetime
    audience: frozenset[int] = frozenset()

    @property
    def usable(self) -> timedelta:
        """How long one can contribute, knowing of it."""
        return max(self.closes_at - max(self.opens_at, self.told_at), timedelta())


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days on which one should not expect people at work: weekdays (Monday is 0), and named days."""

    weekend: frozenset[int]
    holidays: Mapping[date, str]


@dataclass(frozen=True, slots=True)
class Beside:
    """Another period of the same purpose in the round: what it is called, whom it asks, and for how long."""

    title: str
    audience: frozenset[int]
    length: timedelta


def cautions(plan: Plan, *, minimum_days: int, calendar: Calendar, beside: Iterable[Beside] = ()) -> list[Caution]:
    """All there is to think of, in steady order. ``minimum_days`` 0 is no minimum."""
    return [
        *_too_short(plan, minimum_days),
        *_badly_placed(plan, calendar),
        *_over_holidays(plan, calendar),
        *_unequal(plan, beside),
        *_doubled_hours(plan),
    ]


def days_in(length: timedelta) -> int:
    """Whole days: nobody is promised more than there is."""
    return length // DAY


def _too_short(plan: Plan, minimum_days: int) -> list[Caution]:
    if plan.usable >= minimum_days * DAY:
        return []
    return [Caution("short", {"days": days_in(plan.usable), "minimum": minimum_days})]


def _badly_placed(plan: Plan, calendar: Calendar) -> list[Caution]:
    """It opens or closes when people are not at work. Closing counts out: at midnight it closes the day before."""
    ends = {"opens": plan.opens_at, "closes": plan.closes_at - timedelta(microseconds=1)}
    found = []
    for end, instant in ends.items():
        on = instant.astimezone(plan.zone).date()
        if on in calendar.holidays:
            found.append(Caution(f"{end}_on_holiday", {"on": on.isoformat(), "holiday": calendar.holidays[on]}))
        elif on.weekday() in calendar.weekend:
            found.append(Caution(f"{end}_on_weekend", {"on": on.isoformat()}))
    return found


def _over_holidays(plan: Plan, calendar: Calendar) -> list[Caution]:
    """Working days that are lost inside it."""
    first, last = (each.astimezone(plan.zone).date() for each in (plan.opens_at, plan.closes_at))
    lost = [on for on in sorted(calendar.holidays) if first < on < last and on.weekday() not in calendar.weekend]
    if not lost:
        return []
    named = {"first": lost[0].isoformat(), "holiday": calendar.holidays[lost[0]]}
    return [Caution("over_holidays", {"number": len(lost), **named})]


def _unequal(plan: Plan, beside: Iterable[Beside]) -> list[Caution]:
    """Others are asked the same and have more days, or fewer."""
    mine = days_in(plan.closes_at - plan.opens_at)
    found = []
    for other in beside:
        theirs = days_in(other.length)
        if other.audience == plan.audience or theirs == mine:
            continue
        code = "fewer_days" if mine < theirs else "more_days"
        found.append(Caution(code, {"days": mine, "theirs": theirs, "title": other.title}))
    return found


def _doubled_hours(plan: Plan) -> Sequence[Caution]:
    ends = {"opens": plan.opens_at, "closes": plan.closes_at}
    return [Caution(f"{end}_in_doubled_hour") for end, instant in ends.items() if is_doubled(instant, plan.zone)]

"""The course of a comment period: what was decided about its dates, step by step. Knows no Django and no clock.

Whether a period was open at an instant is answered by the dates *as they stood then*. An extension that is decided on
the 20th does not make it open on the 16th, if it had closed on the 15th: whoever looked on the 16th found it closed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest

UNANNOUNCED, UPCOMING, OPEN, CLOSED, CANCELLED = "unannounced", "upcoming", "open", "closed", "cancelled"


@dataclass(frozen=True, slots=True)
class Step:
    """What held from the instant ``at`` on: these dates, or that it is cancelled."""

    at: datetime
    opens_at: datetime
    closes_at: datetime
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """It was open from ``start`` until just before ``end``."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that the clock alone does: it ``opened``, it is ``closing`` in so many ``days``, it ``closed``."""

    what: str
    at: datetime
    days: int | None = None


def passed(step: Step, *, at: datetime, closing_days: Iterable[int] = ()) -> list[Moment]:
    """The moments of a period with these dates that have come by ``at``, in their order.

    That it closes soon is a moment only where it was open then, had been announced by then with these dates, and is
    still to close: whoever hears of it late could be misled, and not by the other two.
    """
    if step.is_cancelled:
        return []
    found = [Moment("opened", step.opens_at), Moment("closed", step.closes_at)]
    for days in set(closing_days):
        then = step.closes_at - timedelta(days=days)
        if at < step.closes_at and max(step.at, step.opens_at) <= then:
            found.append(Moment("closing", then, days))
    return sorted((moment for moment in found if moment.at <= at), key=lambda moment: moment.at)


def standing(steps: Iterable[Step], *, at: datetime) -> Step | None:
    """What held at the instant ``at``: the last of the ``steps`` decided by then, None before the first."""
    found = None
    for step in steps:
        if step.at > at:
            break
        found = step
    return found


def state_at(steps: Iterable[Step], *, at: datetime) -> str:
    """Where the period stood at ``at``, by what had been decided by then. Opening counts in, closing counts out."""
    step = standing(steps, at=at)
    return UNANNOUNCED if step is None else state_of(step, at=at)


def state_of(step: Step, *, at: datetime) -> str:
    """Where a period with these dates stands at ``at``."""
    if step.is_cancelled:
        return CANCELLED
    if at < step.opens_at:
        return UPCOMING
    return OPEN if at < step.closes_at else CLOSED


def open_spans(steps: Sequence[Step]) -> list[Span]:
    """When it was open, and will be if nothing more is decided; in order, and no two of them touch."""
    spans: list[Span] = []
    for step, following in zip_longest(steps, steps[1:]):
        if step.is_cancelled:
            continue
        start = max(step.at, step.opens_at)
        end = min(step.closes_at, following.at) if following else step.closes_at
        if start >= end:
            continue
        if spans and spans[-1].end == start:
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(start, end))
    return spans

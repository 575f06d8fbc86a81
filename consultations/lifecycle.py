"""What can be decided about the dates of a comment period, and when. No database, no clock, no request."""

from collections.abc import Iterable

from consultations.enums import Act, PeriodState

# A period that is not public yet is in no state; it can only be announced.
POSSIBLE: dict[Act, frozenset[PeriodState | None]] = {
    Act.OPEN: frozenset({None}),
    Act.RESCHEDULE: frozenset({PeriodState.UPCOMING}),
    Act.EXTEND: frozenset({PeriodState.UPCOMING, PeriodState.OPEN}),
    Act.SHORTEN: frozenset({PeriodState.UPCOMING, PeriodState.OPEN}),
    Act.REOPEN: frozenset({PeriodState.CLOSED, PeriodState.CANCELLED}),
    Act.CANCEL: frozenset({PeriodState.UPCOMING, PeriodState.OPEN}),
}


def acts_from(state: PeriodState | None) -> Iterable[Act]:
    """The acts that are possible where a period stands; None is one that is being prepared."""
    return [act for act in POSSIBLE if state in POSSIBLE[act]]


def needs_reason(act: Act) -> bool:
    """Everything but the announcement changes what people were told, and says why."""
    return act != Act.OPEN

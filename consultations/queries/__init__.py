"""Reads of processes, rounds and comment periods."""

from .calendars import calendar_of, caution_in_words, in_words, known_calendars, to_think_of
from .course import ACTS, Answer, as_seen, history_of, notice_given, opened_from_to, stood, was_open
from .people import desks_of, people_who, processes_of, secretariat_of, works_for_a_secretariat
from .periods import (
    closed_periods,
    decided_by,
    nearest,
    open_periods,
    that_stood,
    upcoming_periods,
    with_surroundings,
)

__all__ = [
    "ACTS",
    "Answer",
    "as_seen",
    "calendar_of",
    "caution_in_words",
    "closed_periods",
    "decided_by",
    "desks_of",
    "history_of",
    "in_words",
    "known_calendars",
    "nearest",
    "notice_given",
    "open_periods",
    "opened_from_to",
    "people_who",
    "processes_of",
    "secretariat_of",
    "stood",
    "that_stood",
    "to_think_of",
    "upcoming_periods",
    "was_open",
    "with_surroundings",
    "works_for_a_secretariat",
]

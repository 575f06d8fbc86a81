"""Reads of processes, rounds and comment periods."""

from .people import desks_of, processes_of, secretariat_of, works_for_a_secretariat
from .periods import closed_periods, open_periods, upcoming_periods, with_surroundings

__all__ = [
    "closed_periods",
    "desks_of",
    "open_periods",
    "processes_of",
    "secretariat_of",
    "upcoming_periods",
    "with_surroundings",
    "works_for_a_secretariat",
]

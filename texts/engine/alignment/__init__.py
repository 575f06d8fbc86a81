"""A file and the text that it amends: which paragraph is which clause, and what is proposed for each."""

from .aligning import aligned
from .comparing import compared
from .understanding import (
    Certainty,
    Differing,
    Placed,
    Relabelled,
    Unchanged,
    Understanding,
    Unplaced,
    Why,
)

__all__ = [
    "Certainty",
    "Differing",
    "Placed",
    "Relabelled",
    "Unchanged",
    "Understanding",
    "Unplaced",
    "Why",
    "aligned",
    "compared",
]

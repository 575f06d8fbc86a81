"""Taking passages out of what is published, so that everybody sees how much is gone, and why. Knows no Django.

The original never changes. What the public reads is made of it and of *marks*, by one pure function.
"""

from .cutting import LEAST_SAID, Cut, Gap, Mark, Redacted, fitted, masked, redacted
from .finding import places_of, sentences
from .form import PublicForm, Removal
from .parts import part_named, parts_of
from .remnants import can_be_found, remnants

__all__ = [
    "LEAST_SAID",
    "Cut",
    "Gap",
    "Mark",
    "PublicForm",
    "Redacted",
    "Removal",
    "can_be_found",
    "fitted",
    "masked",
    "part_named",
    "parts_of",
    "places_of",
    "redacted",
    "remnants",
    "sentences",
]

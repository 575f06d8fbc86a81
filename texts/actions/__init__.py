"""Everything that can be done with texts. Who may is for those to say who know whose texts they are."""

from .issuing import Descended, issue_next
from .reading import Correction, begin_reading, correct, discard, issue

__all__ = ["Correction", "Descended", "begin_reading", "correct", "discard", "issue", "issue_next"]

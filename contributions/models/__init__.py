"""Contributions, what was submitted of them, their sources, files and the talk with the secretariat."""

from .amendment import Amendment, AmendmentQuerySet, Disposition
from .contribution import Contribution, ContributionQuerySet
from .drafting import ChairClause, ClauseDecision, NextVersion
from .file import ContributionFile
from .remark import Remark
from .source import ContributionSource
from .submission import Submission
from .understanding import Understanding

__all__ = [
    "Amendment",
    "AmendmentQuerySet",
    "ChairClause",
    "ClauseDecision",
    "Contribution",
    "ContributionFile",
    "ContributionQuerySet",
    "ContributionSource",
    "Disposition",
    "NextVersion",
    "Remark",
    "Submission",
    "Understanding",
]

"""Contributions, what was submitted of them, their sources, files and the talk with the secretariat."""

from .contribution import Contribution, ContributionQuerySet
from .file import ContributionFile
from .remark import Remark
from .source import ContributionSource
from .submission import Submission

__all__ = [
    "Contribution",
    "ContributionFile",
    "ContributionQuerySet",
    "ContributionSource",
    "Remark",
    "Submission",
]

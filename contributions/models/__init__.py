"""Contributions, what was submitted of them, their sources, files and the talk with the secretariat."""

from .amendment import Amendment, AmendmentQuerySet, Disposition
from .batch import Batch, BatchItem
from .campaign import Campaign, CampaignQuerySet
from .contribution import Contribution, ContributionQuerySet
from .desk_filter import DeskFilter
from .desk_words import DeskWords
from .drafting import ChairClause, ClauseDecision, NextVersion
from .figures import PublicFigures
from .file import ContributionFile
from .next_round import NextRoundOffer
from .redaction import RedactedFile, Redaction, RedactionGround
from .referral import Referral
from .remark import Remark
from .similarity import Fingerprint, Likeness
from .source import ContributionSource
from .submission import Submission
from .timing import Timing, timing_of
from .transcript import Transcript, TranscriptOriginal, transcript_of
from .understanding import Understanding

__all__ = [
    "Amendment",
    "AmendmentQuerySet",
    "Batch",
    "BatchItem",
    "Campaign",
    "CampaignQuerySet",
    "ChairClause",
    "ClauseDecision",
    "Contribution",
    "ContributionFile",
    "ContributionQuerySet",
    "ContributionSource",
    "DeskFilter",
    "DeskWords",
    "Disposition",
    "Fingerprint",
    "Likeness",
    "NextRoundOffer",
    "NextVersion",
    "PublicFigures",
    "RedactedFile",
    "Redaction",
    "RedactionGround",
    "Referral",
    "Remark",
    "Submission",
    "Timing",
    "Transcript",
    "TranscriptOriginal",
    "Understanding",
    "timing_of",
    "transcript_of",
]

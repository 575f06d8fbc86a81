"""The letters that contributions cause, and to whom. Called inside the transaction of the fact they tell."""

from .addressing import public_url
from .desk import (
    answered,
    assigned,
    assigned_several,
    mended,
    still_said,
    taken_over,
    taken_over_several,
    without_a_voice,
)
from .documents import document_beside
from .joining import asked_to_join, invited_to_join, joined, refused_to_join
from .periods import PERIOD_OPENED, about_opening, how_many_are_told, period_decided, period_opened
from .referrals import forget, referred
from .sources import (
    consent_changed,
    declined,
    entered_beside,
    next_round_offered,
    published,
    received,
    redacted,
    redaction_lifted,
    remarked,
    renumbered,
    returned,
    transcript,
    withdrawn,
)
from .texts import changes_returned, version_filed, version_issued

__all__ = [
    "PERIOD_OPENED",
    "about_opening",
    "answered",
    "asked_to_join",
    "assigned",
    "assigned_several",
    "changes_returned",
    "consent_changed",
    "declined",
    "document_beside",
    "entered_beside",
    "forget",
    "how_many_are_told",
    "invited_to_join",
    "joined",
    "mended",
    "next_round_offered",
    "period_decided",
    "period_opened",
    "public_url",
    "published",
    "received",
    "redacted",
    "redaction_lifted",
    "referred",
    "refused_to_join",
    "remarked",
    "renumbered",
    "returned",
    "still_said",
    "taken_over",
    "taken_over_several",
    "transcript",
    "version_filed",
    "version_issued",
    "withdrawn",
    "without_a_voice",
]

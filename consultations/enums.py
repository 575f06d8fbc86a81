"""Kinds of things in a consultation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Purpose(TextChoices):
    """What a comment period asks for."""

    ANSWERS = "answers", _("Answers to guiding questions")
    CONTRIBUTIONS = "contributions", _("Contributions on a draft")
    TRACKED_CHANGES = "tracked_changes", _("Tracked changes on a text")
    REPLIES = "replies", _("Replies to contributions")


class PeriodState(TextChoices):
    """Where a period stands at one instant; computed from the clock, never stored."""

    UPCOMING = "upcoming", _("Opens later")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class DocumentKind(TextChoices):
    """What a document filed in a round is."""

    AGENDA = "agenda", _("Agenda")
    DRAFT = "draft", _("Draft")
    REPORT = "report", _("Report")
    CONTRIBUTION = "contribution", _("Contribution")
    INFORMATION = "information", _("Information document")


class Role(TextChoices):
    """What somebody does in a process."""

    SECRETARIAT = "secretariat", _("Secretariat")
    CHAIR = "chair", _("Chair")

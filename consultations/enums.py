"""Kinds of things in a consultation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Purpose(TextChoices):
    """What a comment period asks for."""

    ANSWERS = "answers", _("Answers to guiding questions")
    CONTRIBUTIONS = "contributions", _("Contributions on a draft")
    TRACKED_CHANGES = "tracked_changes", _("Tracked changes on a text")
    REPLIES = "replies", _("Replies to contributions")


class PeriodState(TextChoices):
    """Where a public period stands at one instant; computed from the clock and what was decided, never stored."""

    UPCOMING = "upcoming", pgettext_lazy("state of a comment period", "Opens later")
    OPEN = "open", pgettext_lazy("state of a comment period", "Open")
    CLOSED = "closed", pgettext_lazy("state of a comment period", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("state of a comment period", "Cancelled")


class Act(TextChoices):
    """What can be decided about the dates of a comment period. Each is kept for good, with its reason."""

    OPEN = "open", pgettext_lazy("what was decided about a comment period", "Announced")
    RESCHEDULE = "reschedule", pgettext_lazy("what was decided about a comment period", "Moved before it opened")
    EXTEND = "extend", pgettext_lazy("what was decided about a comment period", "Extended")
    SHORTEN = "shorten", pgettext_lazy("what was decided about a comment period", "Shortened")
    REOPEN = "reopen", pgettext_lazy("what was decided about a comment period", "Reopened")
    CANCEL = "cancel", pgettext_lazy("what was decided about a comment period", "Cancelled")


class DocumentKind(TextChoices):
    """What a document filed in a round is."""

    AGENDA = "agenda", pgettext_lazy("kind of document", "Agenda")
    DRAFT = "draft", pgettext_lazy("kind of document", "Draft")
    REPORT = "report", pgettext_lazy("kind of document", "Report")
    CONTRIBUTION = "contribution", pgettext_lazy("kind of document", "Contribution")
    INFORMATION = "information", pgettext_lazy("kind of document", "Information document")


class Beside(TextChoices):
    """How a document stands beside the paper whose number it keeps; the value is written in its symbol."""

    REPLACES = "Rev", pgettext_lazy("number of a document", "Replaces another paper (Rev.)")
    ADDS = "Add", pgettext_lazy("number of a document", "Adds to another paper (Add.)")
    CORRECTS = "Corr", pgettext_lazy("number of a document", "Corrects another paper (Corr.)")


class Role(TextChoices):
    """What somebody does in a process. What each may do there: ``consultations.roles``."""

    HEAD = "head", _("Head of secretariat")
    OFFICER = "officer", _("Officer")
    CHAIR = "chair", _("Chair")
    OBSERVER = "observer", _("Observer of the desk")


class AdmissionState(TextChoices):
    """Where a portal stands in a process."""

    ASKED = "asked", pgettext_lazy("where a portal stands in a process", "Asked")
    ADMITTED = "admitted", pgettext_lazy("where a portal stands in a process", "Admitted")
    DECLINED = "declined", pgettext_lazy("where a portal stands in a process", "Declined")
    ENDED = "ended", pgettext_lazy("where a portal stands in a process", "Ended")


class ReasonUse(TextChoices):
    """What a reason template is for."""

    RETURN = "return", _("Questions to a source")
    DECLINE = "decline", _("Grounds for declining")
    REMARK = "remark", _("Remarks to a source")

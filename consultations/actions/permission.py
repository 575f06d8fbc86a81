"""The question that these actions ask first. ``by`` None is the house itself (a command), which may everything."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.refusals import NotAllowed
from consultations.models import Process

if TYPE_CHECKING:
    from stakeholders.models import Person


def must_set_up(process: Process, by: "Person | None") -> None:
    """Raise ``NotAllowed`` unless ``by`` may set the process up."""
    _must(process, by, "consultations.set_up", _("Only the head of this secretariat can do this."))


def must_appoint(process: Process, by: "Person | None") -> None:
    """Raise ``NotAllowed`` unless ``by`` may say who works for the process."""
    _must(process, by, "consultations.appoint", _("Only the head of this secretariat can do this."))


def must_work_for(process: Process, by: "Person | None") -> None:
    """Raise ``NotAllowed`` unless ``by`` works in the process's secretariat."""
    _must(process, by, "consultations.work_for", _("Only the secretariat of this process can do this."))


def must_issue(process: Process, by: "Person | None") -> None:
    """Raise ``NotAllowed`` unless ``by`` may bring in texts and issue drafts there: the secretariat or the chair."""
    _must(process, by, "consultations.issue", _("Only the secretariat and the chair of this process can do this."))


def _must(process: Process, by: "Person | None", permission: str, sentence: Promise) -> None:
    if by is not None and not by.has_perm(permission, process):
        raise NotAllowed(sentence)

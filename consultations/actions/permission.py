"""The one question that all of these actions ask first."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from common.refusals import NotAllowed
from consultations.models import Process

if TYPE_CHECKING:
    from stakeholders.models import Person


def must_work_for(process: Process, by: "Person | None") -> None:
    """Raise ``NotAllowed`` unless ``by`` works in the process's secretariat; None is the house itself (a command)."""
    if by is not None and not by.has_perm("consultations.work_for", process):
        raise NotAllowed(_("Only the secretariat of this process can do this."))

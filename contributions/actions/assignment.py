"""Saying who answers for a contribution at the desk."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import NotAllowed, NotPossible
from contributions import notices
from contributions.enums import State
from contributions.models import Contribution
from record.actions import enter

from .moving import lock

if TYPE_CHECKING:
    from stakeholders.models import Person

# Where somebody's work on it can still make a difference.
ASSIGNABLE = (State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED)
ANYBODY = -1


@transaction.atomic
def assign(
    contribution: Contribution,
    *,
    by: "Person",
    to: "Person | None",
    held_by: int | None = ANYBODY,
    is_told: bool = True,
) -> None:
    """Say that ``to`` answers for it from now on, or nobody; its state stays. Once more changes nothing.

    Whoever is given it has a letter, and so has whoever it is taken from, unless it was themselves, or ``is_told`` is
    off: then the caller tells them. ``held_by`` is the id of whoever answered for it when ``by`` looked (None for
    nobody): raise ``NotPossible`` if it is somebody else now. Raise ``NotAllowed`` outside the secretariat, also for
    whom it is given to.
    """
    current = lock(contribution)
    if not by.has_perm("contributions.review", current):
        raise NotAllowed(_("Only the secretariat of this process can say who answers for a contribution."))
    if to is not None and not (to.is_active and to.has_perm("contributions.review", current)):
        raise NotAllowed(_("Whoever answers for it must work in the secretariat of this process."))
    if current.state not in ASSIGNABLE:
        raise NotPossible(
            _("This contribution is “%(state)s” now: nobody has to answer for it any more.")
            % {"state": State(current.state).label}
        )
    if held_by not in (ANYBODY, current.assignee_id):
        raise NotPossible(_("Somebody else has taken it up or given it away since you opened this page."))
    before = current.assignee
    if before == to:
        return
    Contribution.objects.filter(pk=current.pk).update(assignee=to)
    contribution.assignee = current.assignee = to
    enter("contribution.assign", subject=current, by=by, to=to.pk if to else 0, was=before.pk if before else 0)
    if is_told and to is not None and to != by:
        notices.assigned(current, by=by)
    if is_told and before is not None and before != by:
        notices.taken_over(current, by=by, of=before)

"""The talk between secretariat and author."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotAllowed
from contributions import notices
from contributions.models import Contribution, Remark
from record.actions import enter

from .moving import lock, must_be_what_was_read

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def remark(contribution: Contribution, text: str, *, by: "Person", heard: int | None = None) -> Remark:
    """Say something about a contribution, between its author and the secretariat. Never public.

    The author has a letter about what the secretariat says, and whoever answers for the contribution about what the
    author says; that waits at the desk from then on, until the secretariat reacts. Raise ``NotPossible`` if more was
    said than the remark ``heard``, the last one that was read (0 for none).
    """
    current = lock(contribution)
    from_secretariat = by.has_perm("contributions.review", current)
    if not from_secretariat and not by.has_perm("contributions.edit", current):
        raise NotAllowed(_("Only its author and the secretariat can talk about a contribution here."))
    if not text.strip():
        sentence = _("Write something first.")
        raise Incomplete(sentence, fields={"text": sentence})
    must_be_what_was_read(current, None, heard)
    said = Remark.objects.create(contribution=current, by=by, text=text.strip(), is_from_secretariat=from_secretariat)
    wait(current, since=None if from_secretariat else current.answered_at or said.said_at)
    enter("contribution.remark", subject=current, by=by, remark=said.pk)
    if from_secretariat:
        notices.remarked(current, said)
    else:
        notices.answered(current, said)
    return said


@transaction.atomic
def settle(contribution: Contribution, *, by: "Person", heard: int | None = None) -> None:
    """Say that what the author said last needs no answer: it waits no more. Twice does no harm.

    ``heard`` as in ``remark``. Raise ``NotAllowed`` outside the secretariat.
    """
    current = lock(contribution)
    if not by.has_perm("contributions.review", current):
        raise NotAllowed(_("Only the secretariat of this process can say that nothing is left to answer."))
    must_be_what_was_read(current, None, heard)
    if current.answered_at is not None:
        wait(current, since=None)
        enter("contribution.settle", subject=current, by=by)


def wait(contribution: Contribution, *, since: datetime | None) -> None:
    """Note since when something that was said about it (locked) waits for the secretariat; None for nothing."""
    Contribution.objects.filter(pk=contribution.pk).update(answered_at=since)
    contribution.answered_at = since

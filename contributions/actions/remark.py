"""The talk between secretariat and author."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotAllowed
from contributions.models import Contribution, Remark
from record.actions import enter

from .moving import lock

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def remark(contribution: Contribution, text: str, *, by: "Person") -> Remark:
    """Say something about a contribution, between its author and the secretariat. Never public."""
    current = lock(contribution)
    from_secretariat = by.has_perm("contributions.review", current)
    if not from_secretariat and not by.has_perm("contributions.edit", current):
        raise NotAllowed(_("Only its author and the secretariat can talk about a contribution here."))
    if not text.strip():
        sentence = _("Write something first.")
        raise Incomplete(sentence, fields={"text": sentence})
    said = Remark.objects.create(contribution=current, by=by, text=text.strip(), is_from_secretariat=from_secretariat)
    enter("contribution.remark", subject=current, by=by, remark=said.pk)
    return said

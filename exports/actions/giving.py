"""Giving a file out."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import NotAllowed, NotPossible
from exports.enums import Stage
from exports.models import Export
from exports.queries.freshness import was_overtaken
from record.actions import enter

if TYPE_CHECKING:
    from stakeholders.models import Person


def give(export: Export, *, to: "Person | None", at: datetime | None = None) -> None:
    """Let ``to`` (None: somebody who is not signed in) have the file; of what is sealed, enter each look in the record.

    Raise ``NotAllowed`` where they may not, ``NotPossible`` where it is not ready, not kept any more, or where
    something may have been taken back since that it still holds.
    """
    at = at or timezone.now()
    if not (to or AnonymousUser()).has_perm("exports.take", export):
        raise NotAllowed(_("This file is not for you."))
    if export.stage != Stage.DONE or not export.file:
        raise NotPossible(_("This file is not ready."))
    if export.expires_at is None or export.expires_at <= at:
        raise NotPossible(_("This file is not kept any more. Have it made again."))
    if not export.is_sealed and (not export.round.is_public or was_overtaken(export)):
        raise NotPossible(
            _("Since this file was made, something in it may have been withdrawn or changed. Have it made again.")
        )
    if export.is_sealed:
        with transaction.atomic():
            enter("export.take", subject=export, by=to, digest=export.sha256, round=export.round_id)

"""Setting up and opening a round of a process."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from common.stamps import bump
from consultations.models import Process, Round
from record.actions import enter

from .permission import must_set_up
from .process import Words

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def create_round(
    process: Process,
    *,
    number: int,
    title: Words,
    by: "Person | None",
    description: Words = "",
    meets_on: date | None = None,
    place: str = "",
) -> Round:
    """Begin a cycle of the process, which nobody sees before ``open_round``. Raise ``NotAllowed``."""
    must_set_up(process, by)
    round_ = Round.objects.create(
        process=process, number=number, title=title, description=description, meets_on=meets_on, place=place
    )
    enter("round.create", subject=round_, by=by, process=process.pk, number=number)
    bump("public")
    return round_


@transaction.atomic
def open_round(round_: Round, *, by: "Person | None", at: datetime | None = None) -> None:
    """Make the round public, with what in it is. Twice does no harm. Raise ``NotAllowed``."""
    must_set_up(round_.process, by)
    if Round.objects.filter(pk=round_.pk, public_at=None).update(public_at=at or timezone.now()):
        enter("round.open", subject=round_, by=by, process=round_.process_id)
        bump("public")
    round_.refresh_from_db()

"""Opening a round of a process."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from common.stamps import bump
from consultations.models import Process, Round
from record.actions import enter

from .permission import must_work_for
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
    """Begin a cycle of the process. Raise ``NotAllowed`` for anybody outside its secretariat."""
    must_work_for(process, by)
    round_ = Round.objects.create(
        process=process, number=number, title=title, description=description, meets_on=meets_on, place=place
    )
    enter("round.create", subject=round_, by=by, process=process.pk, number=number)
    bump("public")
    return round_

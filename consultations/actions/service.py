"""Promising how soon a secretariat acts."""

from typing import TYPE_CHECKING, Any

from django.db import transaction

from common.stamps import bump
from consultations.models import Process, ServiceTimes
from record.actions import enter

from .changing import still_there
from .permission import must_set_up

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def set_service_times(
    process: Process, *, by: "Person | None", take_up: int | None, answer: int | None, publish: int | None
) -> ServiceTimes:
    """Promise these service times from now on, in hours; None promises nothing. They are public.

    Raise ``NotAllowed`` for anybody but the head of the secretariat.
    """
    must_set_up(process, by)
    still_there(process)
    promised: dict[str, Any] = {"take_up": take_up, "answer": answer, "publish": publish}
    times, _is_new = ServiceTimes.objects.update_or_create(process=process, defaults=promised)
    enter("process.service_times", subject=process, by=by, **promised)
    bump("public")
    return times

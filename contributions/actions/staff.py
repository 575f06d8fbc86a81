"""Taking a role away, with what waits to be told because of it."""

from typing import TYPE_CHECKING

from django.db import transaction

from consultations import actions as consultations
from consultations.models import ProcessRole
from contributions import notices

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def end_role(given: ProcessRole, *, by: "Person | None") -> None:
    """As ``consultations.actions.end_role``; who reads no desk of the process any more has no letters of it either.

    Those that have not gone are called off: they repeat what authors write to the secretariat alone. Letters of the
    official process go all the same.
    """
    consultations.end_role(given, by=by)
    if not ProcessRole.objects.filter(process=given.process_id, person=given.person_id).exists():
        notices.call_off_at_desk(given.person, given.process)

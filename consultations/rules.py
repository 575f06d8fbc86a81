"""Who may run a consultation, and what a secretariat may do with mandates."""

from typing import TYPE_CHECKING

import rules

from consultations.models import Process
from stakeholders.rules import is_own_mandate

if TYPE_CHECKING:
    from stakeholders.models import Mandate, Person


@rules.predicate
def is_in_its_secretariat(person: "Person", process: Process | None) -> bool:
    """Has the role in this process; in another it gives no right here."""
    return process is not None and person.is_authenticated and process.pk in person.secretariats


@rules.predicate
def works_for_some_secretariat(person: "Person", mandate: "Mandate | None") -> bool:
    """Sources belong to no process, so whichever secretariat has asked the source can say who speaks for it."""
    return person.is_authenticated and person.works_for_a_secretariat


rules.set_perm("consultations.work_for", is_in_its_secretariat)
rules.set_perm("stakeholders.confirm_mandate", works_for_some_secretariat)
rules.set_perm("stakeholders.end_mandate", is_own_mandate | works_for_some_secretariat)

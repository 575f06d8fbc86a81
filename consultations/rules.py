"""Who may run a consultation, and what a secretariat may do with mandates."""

from typing import TYPE_CHECKING

import rules

from consultations.models import Process
from consultations.roles import May, roles_that
from stakeholders.rules import is_own_mandate, leads, leads_its_source, sent_it, speaks_for

if TYPE_CHECKING:
    from stakeholders.models import Mandate, Person

# The permission on a process, by what a role there lets one do.
PERMISSIONS = {
    May.SET_UP: "consultations.set_up",
    May.APPOINT: "consultations.appoint",
    May.MODERATE: "consultations.work_for",
    May.ISSUE: "consultations.issue",
    May.READ_DESK: "consultations.read_desk",
    May.READ_SEALED: "consultations.read_sealed",
}


def _has_a_role_that_may(what: May) -> rules.predicates.Predicate:
    """Has a role in this very process that lets one do it; a role in another gives no right here."""
    roles = roles_that(what)

    def has_it(person: "Person", process: Process | None) -> bool:
        return process is not None and person.is_authenticated and process.pk in person.processes_as(roles)

    return rules.predicate(has_it, name=f"has_a_role_that_may_{what.value}")


@rules.predicate
def works_for_some_secretariat(person: "Person", mandate: "Mandate | None") -> bool:
    """Sources belong to no process, so whichever secretariat has asked the source can say who speaks for it."""
    return person.is_authenticated and bool(person.processes_as(roles_that(May.MODERATE)))


@rules.predicate
def heads_some_secretariat(person: "Person", _process: Process | None) -> bool:
    """Whoever answers for one process may begin another; so may everybody with Django's own permission."""
    return person.is_authenticated and bool(person.processes_as(roles_that(May.SET_UP)))


for what, permission in PERMISSIONS.items():
    rules.set_perm(permission, _has_a_role_that_may(what))
rules.set_perm("consultations.add_process", heads_some_secretariat)
rules.set_perm("stakeholders.confirm_mandate", leads_its_source | works_for_some_secretariat)
rules.set_perm("stakeholders.end_mandate", is_own_mandate | leads_its_source | works_for_some_secretariat)
rules.set_perm("stakeholders.invite", speaks_for | works_for_some_secretariat)
rules.set_perm("stakeholders.revoke_invitation", sent_it | leads_its_source | works_for_some_secretariat)
rules.set_perm("stakeholders.hand_over", leads | works_for_some_secretariat)
rules.set_perm("stakeholders.correct", leads | works_for_some_secretariat)
rules.set_perm("stakeholders.check", works_for_some_secretariat)

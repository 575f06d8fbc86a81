"""Who works for which process."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from consultations.models import Process
from consultations.roles import May, roles_that
from stakeholders.models import Person

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def works_for_a_secretariat(person: "Person | AnonymousUser") -> bool:
    """Does the person work in the secretariat of any process?"""
    return isinstance(person, Person) and bool(person.processes_as(roles_that(May.MODERATE)))


def desks_of(person: Person) -> frozenset[int]:
    """The ids of the processes whose desk the person may read. One query, once a person."""
    return person.processes_as(roles_that(May.READ_DESK))


def processes_of(person: Person) -> QuerySet[Process]:
    """The processes in whose secretariat the person works, by code."""
    roles = roles_that(May.MODERATE)
    return Process.objects.filter(roles__person=person, roles__role__in=roles).order_by("code", "pk").distinct()


def secretariat_of(process: Process) -> QuerySet[Person]:
    """The active people of a process's secretariat, in steady order."""
    return people_who(May.MODERATE, process)


def people_who(may: May, process: Process) -> QuerySet[Person]:
    """The active people whose role lets them do this in the process, in steady order."""
    roles = roles_that(may)
    found = Person.objects.filter(process_roles__process=process, process_roles__role__in=roles, is_active=True)
    return found.order_by("pk").distinct()

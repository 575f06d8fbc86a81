"""Who works for which process."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from consultations.enums import Role
from consultations.models import Process
from stakeholders.models import Person

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def works_for_a_secretariat(person: "Person | AnonymousUser") -> bool:
    """Does the person work in the secretariat of any process?"""
    return isinstance(person, Person) and person.works_for_a_secretariat


def processes_of(person: Person) -> QuerySet[Process]:
    """The processes in whose secretariat the person works, by code."""
    return Process.objects.filter(roles__person=person, roles__role=Role.SECRETARIAT).order_by("code", "pk")


def secretariat_of(process: Process) -> QuerySet[Person]:
    """The active people of a process's secretariat, in steady order."""
    return Person.objects.filter(
        process_roles__process=process, process_roles__role=Role.SECRETARIAT, is_active=True
    ).order_by("pk")

"""Who works for a process: appointed by the head of its secretariat, told by letter, never without a head."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import NotAllowed, NotPossible
from consultations import notices
from consultations.enums import Role
from consultations.models import Process, ProcessRole
from record.actions import enter
from stakeholders.actions import person_at

from .changing import still_there
from .permission import must_appoint
from .process import give_role

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def appoint(process: Process, *, email: str, role: Role, by: "Person | None", name: str = "") -> ProcessRole:
    """Let whoever signs in with ``email`` work for the process as ``role``, and tell them by letter.

    Somebody who has never been here gets an account, which the first sign-in by code opens. Twice does no harm.
    Raise ``NotAllowed``, ``NotPossible`` for an account that was closed.
    """
    must_appoint(process, by)
    person = person_at(email, name=name, language=by.language if by else "")
    if not person.is_active:
        raise NotPossible(_("The account with this address was closed. Ask the person for another address."))
    is_new = not ProcessRole.objects.filter(process=process, person=person, role=role).exists()
    given = give_role(process, person, role, by=by)
    if is_new:
        notices.appointed(given, by=by)
    return given


@transaction.atomic
def let_found(email: str, *, by: "Person | None") -> "Person":
    """Let whoever signs in with ``email`` begin a process, and tell them by letter. Twice does no harm.

    Raise ``NotAllowed`` for anybody who may not begin one, ``Incomplete`` for what is no address.
    """
    if by is not None and not by.has_perm("consultations.add_process"):
        raise NotAllowed(_("You may not set up a process here."))
    person = person_at(email)
    if not person.user_permissions.filter(codename="add_process").exists():
        permission = Permission.objects.get(codename="add_process", content_type__app_label="consultations")
        person.user_permissions.add(permission)
        enter("process.let_found", subject=person, by=by)
        notices.may_found(person)
    return person


@transaction.atomic
def end_role(given: ProcessRole, *, by: "Person | None") -> None:
    """Take a role away; the person is told by letter. Twice does no harm.

    Raise ``NotAllowed``, and ``NotPossible`` for the last head of a secretariat.
    """
    must_appoint(given.process, by)
    # Two heads who dismiss each other at once wait here for one another.
    still_there(given.process)
    current = ProcessRole.objects.select_related("process", "person").filter(pk=given.pk).first()
    if current is None:
        return
    others = ProcessRole.objects.filter(process=given.process_id, role=Role.HEAD, person__is_active=True)
    if current.role == Role.HEAD and not others.exclude(pk=current.pk).exists():
        raise NotPossible(_("A process always has a head of its secretariat. Appoint somebody else first."))
    enter("role.end", subject=current, by=by, process=current.process_id, person=current.person_id, role=current.role)
    notices.dismissed(current, by=by)
    current.delete()

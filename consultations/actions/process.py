"""Setting up a process and saying who works for it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotAllowed
from common.stamps import bump
from consultations.enums import Role
from consultations.models import Process, ProcessRole
from consultations.symbols import check_grammar, check_length
from record.actions import enter
from stakeholders.models import StakeholderGroup

from .changing import still_there
from .permission import must_appoint, must_set_up

if TYPE_CHECKING:
    from stakeholders.models import Person

Words = str | dict[str, str]


@transaction.atomic
def create_process(
    *,
    slug: str,
    code: str,
    name: Words,
    by: "Person | None",
    mandate: Words = "",
    groups: Iterable[StakeholderGroup] = (),
    languages: Sequence[str] = ("en",),
    time_zone: str = "UTC",
    symbol_grammar: str = "{process}/{round}/{number}",
    is_example: bool = False,
) -> Process:
    """Set up a process, which nobody sees before ``open_process``; whoever does it becomes head of its secretariat.

    Words are a text, or texts by language code. ``by`` None is the house itself (a command). Raise ``NotAllowed`` for
    anybody without the permission to add processes, ``ValidationError`` for a grammar that could give one symbol
    twice, ``Incomplete`` for an address that another process has.
    """
    if by is not None and not by.has_perm("consultations.add_process"):
        raise NotAllowed(_("You may not set up a process here."))
    check_grammar(symbol_grammar)
    check_length(symbol_grammar, process=code)
    process, is_new = Process.objects.get_or_create(
        slug=slug,
        defaults={
            "code": code,
            "name": name,
            "mandate": mandate,
            "languages": list(languages),
            "time_zone": time_zone,
            "symbol_grammar": symbol_grammar,
            "is_example": is_example,
        },
    )
    if not is_new:
        taken = _("Another process has this address.")
        raise Incomplete(taken, fields={"slug": taken})
    process.groups.set(groups)
    enter("process.create", subject=process, by=by, code=code)
    if by is not None:
        given = ProcessRole.objects.create(process=process, person=by, role=Role.HEAD)
        by.__dict__.pop("roles", None)  # it was asked before, and is to be asked again
        enter("role.give", subject=given, by=by, process=process.pk, person=by.pk, role=str(Role.HEAD))
    bump("public")
    return process


@transaction.atomic
def open_process(process: Process, *, by: "Person | None", at: datetime | None = None) -> None:
    """Make the process public; its rounds are, once they are opened. Twice does no harm. Raise ``NotAllowed``."""
    must_set_up(process, by)
    still_there(process)
    if Process.objects.filter(pk=process.pk, public_at=None).update(public_at=at or timezone.now()):
        enter("process.open", subject=process, by=by)
        bump("public")
    process.refresh_from_db()


@transaction.atomic
def give_role(process: Process, person: "Person", role: Role, *, by: "Person | None") -> ProcessRole:
    """Let a person work for a process as ``role``. Twice does no harm. Raise ``NotAllowed``."""
    must_appoint(process, by)
    still_there(process)
    given, is_new = ProcessRole.objects.get_or_create(process=process, person=person, role=role)
    if is_new:
        person.__dict__.pop("roles", None)  # it was asked before, and is to be asked again
        enter("role.give", subject=given, by=by, process=process.pk, person=person.pk, role=str(role))
    return given

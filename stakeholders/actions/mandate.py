"""Mandates: claimed by a person, confirmed by a secretariat, ended by either."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import NotAllowed, NotPossible
from record.actions import enter
from stakeholders.enums import SourceKind
from stakeholders.models import Mandate, Person, Source


@transaction.atomic
def claim_mandate(person: Person, source: Source) -> Mandate:
    """State that ``person`` acts for ``source``; it counts once a secretariat has confirmed it.

    A mandate that the person has already is returned as it is. Raise ``NotAllowed`` for an
    individual: each person speaks for themselves.
    """
    if source.kind == SourceKind.INDIVIDUAL:
        raise NotAllowed(_("Nobody else can speak for an unaffiliated individual."))
    mandate, is_new = Mandate.objects.get_or_create(person=person, source=source, ended_at=None)
    if is_new:
        enter("mandate.claim", subject=mandate, by=person, source=source.pk)
    return mandate


@transaction.atomic
def confirm_mandate(mandate: Mandate, *, by: Person | None) -> None:
    """State that the source has been asked and the person acts for it. Twice does no harm.

    ``by`` None is the house itself (a command). Raise ``NotAllowed`` for anybody who works for no
    secretariat, ``NotPossible`` for a mandate that has ended.
    """
    if by is not None and not by.has_perm("stakeholders.confirm_mandate", mandate):
        raise NotAllowed(_("Only a secretariat can confirm who speaks for a source."))
    now = timezone.now()
    confirmed = Mandate.objects.current().filter(pk=mandate.pk, confirmed_at=None).update(confirmed_at=now)
    mandate.refresh_from_db()
    if mandate.ended_at is not None:
        raise NotPossible(_("This mandate has ended. The person can claim a new one."))
    if confirmed:
        enter("mandate.confirm", subject=mandate, by=by, source=mandate.source_id, person=mandate.person_id)


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: Person | None) -> None:
    """From now on the person does not act for the source; what was sent before stays. Twice does no harm.

    Raise ``NotAllowed`` for anybody but the person and a secretariat.
    """
    if by is not None and not by.has_perm("stakeholders.end_mandate", mandate):
        raise NotAllowed(_("Only the person or a secretariat can end a mandate."))
    if Mandate.objects.current().filter(pk=mandate.pk).update(ended_at=timezone.now()):
        enter("mandate.end", subject=mandate, by=by, source=mandate.source_id, person=mandate.person_id)
    mandate.refresh_from_db()

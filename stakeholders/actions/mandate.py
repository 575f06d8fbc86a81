"""Mandates: claimed by a person, confirmed by a secretariat or by whoever leads the source, ended by any of them.

Each act first locks the source's row, so that a source never has two leads, and none only while nobody speaks for it.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotAllowed, NotPossible
from record.actions import enter
from stakeholders import notices
from stakeholders.enums import SourceKind
from stakeholders.models import Mandate, Person, Source


@transaction.atomic
def claim_mandate(person: Person, source: Source, *, invited_by: Person | None = None) -> Mandate:
    """State that ``person`` acts for ``source``; it counts once a secretariat or its lead has confirmed it.

    A mandate that the person has already is returned as it is. Whoever leads the source is told. Raise
    ``NotAllowed`` for an individual: each person speaks for themselves.
    """
    if source.kind == SourceKind.INDIVIDUAL:
        raise NotAllowed(_("Nobody else can speak for an unaffiliated individual."))
    mandate, is_new = Mandate.objects.get_or_create(
        person=person, source=source, ended_at=None, defaults={"invited_by": invited_by}
    )
    if is_new:
        enter("mandate.claim", subject=mandate, by=person, source=source.pk)
        notices.claimed(mandate)
    return mandate


@transaction.atomic
def confirm_mandate(mandate: Mandate, *, by: Person | None) -> None:
    """State that the source has been asked and the person acts for it. Twice does no harm.

    The first whose mandate is confirmed leads the source. ``by`` None is the house itself (a command). Raise
    ``NotAllowed`` for anybody who neither works for a secretariat nor leads the source, ``NotPossible`` for a
    mandate that has ended.
    """
    if by is not None and not by.has_perm("stakeholders.confirm_mandate", mandate):
        raise NotAllowed(_("Only a secretariat, or whoever leads the source, can confirm who speaks for it."))
    vouch_for(mandate, by=by)


def vouch_for(mandate: Mandate, *, by: Person | None) -> None:
    """The same for an act that has asked already whether ``by`` may say so, inside its transaction."""
    hold_source(mandate.source_id)
    now = timezone.now()
    confirmed = Mandate.objects.current().filter(pk=mandate.pk, confirmed_at=None).update(confirmed_at=now)
    mandate.refresh_from_db()
    if mandate.ended_at is not None:
        raise NotPossible(_("This mandate has ended. The person can claim a new one."))
    if not confirmed:
        return
    enter("mandate.confirm", subject=mandate, by=by, source=mandate.source_id, person=mandate.person_id)
    longest = _longest(mandate.source_id)
    if longest is not None and not Mandate.objects.leading().filter(source=mandate.source_id).exists():
        _lead(longest, by=by)
        mandate.refresh_from_db()


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: Person | None, reason: str = "") -> None:
    """From now on the person does not act for the source; what was sent before stays. Twice does no harm.

    Where others speak for the source and its lead leaves, the one who has done so longest leads then, and is told.
    The person is told, with the reason, if somebody else ends it. Their open invitations end with it. Raise
    ``NotAllowed`` for anybody but the person, whoever leads the source, and a secretariat.
    """
    if by is not None and not by.has_perm("stakeholders.end_mandate", mandate):
        raise NotAllowed(_("Only the person, whoever leads the source, or a secretariat can end a mandate."))
    hold_source(mandate.source_id)
    now = timezone.now()
    led = Mandate.objects.leading().filter(pk=mandate.pk).exists()
    ended = Mandate.objects.current().filter(pk=mandate.pk).update(ended_at=now, is_lead=False)
    mandate.refresh_from_db()
    if not ended:
        return
    enter("mandate.end", subject=mandate, by=by, source=mandate.source_id, person=mandate.person_id)
    sent = mandate.source.invitations.open(at=now).filter(invited_by=mandate.person_id)
    if not mandate.person.has_perm("stakeholders.invite", mandate.source):
        sent.update(revoked_at=now)
    if by is None or by.pk != mandate.person_id:
        notices.ended(mandate, reason=reason.strip())
    longest = _longest(mandate.source_id)
    if led and longest is not None:
        _lead(longest, by=None)
        notices.leads(longest, reason="")


@transaction.atomic
def hand_over(mandate: Mandate, *, by: Person | None, reason: str = "") -> None:
    """Let the person of ``mandate`` lead its source, instead of whoever does. The same again changes nothing.

    Both are told. A secretariat says why. Raise ``NotAllowed`` for anybody but whoever leads the source and a
    secretariat, ``NotPossible`` for somebody who does not speak for it, ``Incomplete`` without a reason.
    """
    source = mandate.source
    if by is not None and not by.has_perm("stakeholders.hand_over", source):
        raise NotAllowed(_("Only whoever leads the source, or a secretariat, can say who leads it."))
    is_led_by_them = by is not None and by.has_perm("stakeholders.lead", source)
    if not is_led_by_them and not reason.strip():
        sentence = _("Say why: both people read these words.")
        raise Incomplete(sentence, fields={"reason": sentence})
    hold_source(source.pk)
    mandate.refresh_from_db()
    if mandate.ended_at is not None or mandate.confirmed_at is None:
        raise NotPossible(_("Only somebody whose mandate is confirmed can lead a source."))
    if mandate.is_lead:
        return
    before = Mandate.objects.leading().filter(source=source).first()
    Mandate.objects.leading().filter(source=source).update(is_lead=False)
    _lead(mandate, by=by)
    notices.leads(mandate, before=before, reason=reason.strip())


def hold_source(source_id: int) -> None:
    """Let nobody else change who speaks for the source until the present transaction ends."""
    Source.objects.select_for_update(no_key=True).get(pk=source_id)


def _longest(source_id: int) -> Mandate | None:
    """Whoever has spoken for the source longest; None where nobody does."""
    return Mandate.objects.confirmed().filter(source=source_id).order_by("confirmed_at", "pk").first()


def _lead(mandate: Mandate, *, by: Person | None) -> None:
    Mandate.objects.filter(pk=mandate.pk).update(is_lead=True)
    mandate.is_lead = True
    enter("mandate.lead", subject=mandate, by=by, source=mandate.source_id, person=mandate.person_id)

"""Inviting somebody by e-mail to speak for a source: a link that works once and for a while."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.lines import one_line
from common.refusals import Incomplete, NotAllowed, NotPossible, TooMuch
from common.tokens import new_token, token_hash
from record.actions import enter
from stakeholders import notices
from stakeholders.enums import SourceKind
from stakeholders.models import Invitation, Mandate, Person, Source
from stakeholders.models.invitation import OPEN_FOR

from .mandate import claim_mandate, hold_source, vouch_for

# Nobody needs more; a program that writes to strangers through us does.
MOST_A_DAY = 30


@transaction.atomic
def invite(source: Source, *, address: str, by: Person) -> tuple[Invitation, str]:
    """Invite whoever has this e-mail address to speak for ``source``; return the invitation with its link's token.

    An open invitation of the same address is called back: its newer letter counts. Raise ``NotAllowed`` for anybody
    who neither speaks for the source nor works for a secretariat, ``Incomplete`` for what is no address,
    ``TooMuch`` after ``MOST_A_DAY`` in a day.
    """
    if not by.has_perm("stakeholders.invite", source):
        raise NotAllowed(_("Only those who speak for a source, and a secretariat, can invite others to it."))
    hold_source(source.pk)
    invitation, token = _invite(source, address=address, by=by, vouches=True)
    notices.invited(invitation, token)
    return invitation, token


@transaction.atomic
def ask_to_join(source: Source, *, address: str, by: Person) -> tuple[Invitation, str]:
    """Ask whoever has this address to speak for a source that ``by`` does not speak for: ``by`` vouches for nobody.

    Who accepts has a mandate that a secretariat still has to confirm. The letter is whose who asks. Raise as ``invite``
    does.
    """
    return _invite(source, address=address, by=by, vouches=False)


def read_address(address: str) -> str:
    """An e-mail address as it is stored. Raise ``Incomplete`` with the field ``address`` for what is none."""
    address = one_line(address)
    try:
        if len(address) > 254:
            raise ValidationError("too long")
        validate_email(address)
    except ValidationError as error:
        sentence = _("Enter an e-mail address, such as name@example.org.")
        raise Incomplete(sentence, fields={"address": sentence}) from error
    return address


def _invite(source: Source, *, address: str, by: Person, vouches: bool) -> tuple[Invitation, str]:
    address = read_address(address)
    if source.kind == SourceKind.INDIVIDUAL:
        raise NotAllowed(_("Nobody else can speak for an unaffiliated individual."))
    now = timezone.now()
    if by.invitations.filter(created_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise TooMuch(_("You have sent many invitations today. Send the others tomorrow."))
    earlier = source.invitations.open(at=now).filter(address__iexact=address, vouches=vouches)
    # One that is being taken or called back at this moment is left to whoever does so: an author who submits has the
    # record's lock by now, and waits for nobody.
    free = list(earlier.select_for_update(skip_locked=True).values_list("pk", flat=True))
    source.invitations.filter(pk__in=free).update(revoked_at=now)
    token = new_token()
    invitation = Invitation.objects.create(
        source=source,
        address=address,
        token_hash=token_hash(token),
        invited_by=by,
        vouches=vouches,
        created_at=now,
        expires_at=now + OPEN_FOR,
    )
    enter("invitation.send", subject=invitation, by=by, source=source.pk)
    return invitation, token


@transaction.atomic
def accept(invitation: Invitation, *, by: Person) -> Mandate:
    """Take the invitation: ``by`` speaks for its source.

    The mandate counts at once if the letter went to the person's own address and whoever invited may still vouch; else
    it is claimed, and confirmed by those who may. The same person once more gets the same mandate. Raise
    ``NotPossible`` for one that was taken by somebody else, called back or is too old.
    """
    hold_source(invitation.source_id)
    now = timezone.now()
    taken = Invitation.objects.open(at=now).filter(pk=invitation.pk).update(accepted_at=now, accepted_by=by)
    invitation.refresh_from_db()
    if not taken and invitation.accepted_by_id != by.pk:
        raise NotPossible(why_closed(invitation) or _("This invitation is not open any more."))
    mandate = claim_mandate(by, invitation.source, invited_by=invitation.invited_by)
    if not taken:
        return mandate
    enter("invitation.accept", subject=invitation, by=by, source=invitation.source_id)
    if _counts_at_once(invitation, by):
        vouch_for(mandate, by=invitation.invited_by)
    notices.accepted(invitation, mandate)
    return mandate


@transaction.atomic
def revoke(invitation: Invitation, *, by: Person) -> None:
    """Call an invitation back: its link leads nowhere. Twice does no harm.

    Raise ``NotAllowed`` for anybody but whoever sent it, whoever leads the source, and a secretariat;
    ``NotPossible`` once it was taken.
    """
    if not by.has_perm("stakeholders.revoke_invitation", invitation):
        raise NotAllowed(_("Only whoever sent an invitation, and whoever leads the source, can call it back."))
    hold_source(invitation.source_id)
    now = timezone.now()
    revoked = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(revoked_at=now)
    invitation.refresh_from_db()
    if invitation.accepted_at is not None:
        raise NotPossible(_("This invitation was accepted already. End the person’s mandate instead."))
    if revoked:
        enter("invitation.revoke", subject=invitation, by=by, source=invitation.source_id)


def find_invitation(token: str) -> Invitation | None:
    """The invitation behind a link, with its source and whoever sent it, open or not; None for no such link."""
    found = Invitation.objects.select_related("source__group", "invited_by")
    return found.filter(token_hash=token_hash(token)).first() if len(token) < 100 else None


def why_closed(invitation: Invitation) -> str:
    """Why an invitation cannot be taken any more, as a sentence; "" while it can."""
    if invitation.accepted_at is not None:
        return _("This invitation was accepted already. Each link works once.")
    if invitation.revoked_at is not None:
        return _("This invitation was called back, or replaced by a newer one.")
    if not invitation.is_open(at=timezone.now()):
        return _("This invitation is too old. Ask for a new one.")
    return ""


def _counts_at_once(invitation: Invitation, by: Person) -> bool:
    if not invitation.vouches or by.email.casefold() != invitation.address.casefold():
        return False
    return invitation.invited_by.has_perm("stakeholders.invite", invitation.source)

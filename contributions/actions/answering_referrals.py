"""What becomes of what a portal handed in: its person says that it is theirs, or not, or does not answer in time."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import NotPossible
from contributions import notices
from contributions.enums import State
from contributions.models import Contribution, Referral
from contributions.queries.referrals import by_token
from record.actions import enter
from stakeholders.actions import person_at
from stakeholders.models import Person

from .files import remove_unnamed
from .submission import submit


def confirm_referral(token: str, *, told: str = "", at: datetime | None = None) -> Contribution:
    """These are the words of whoever reads the mail there: send them, at this instant. Twice does no harm.

    Whoever has never been here gets an account, which the first sign-in by code opens. ``told`` is the lane that they
    were told before: nothing becomes late unsaid. Raise ``NotPossible`` for an
    address that is void or too old, and as ``submit`` does outside the moments in which something can be sent.
    """
    at = at or timezone.now()
    referral = _must_be_there(token, at=at)
    if referral.confirmed_at is None:
        # By itself: whoever has entered something in the record waits for no row any more, and sending waits for some.
        person = _writer(referral)
        with transaction.atomic():
            _send(token, by=person, told=told, at=at)
        referral.refresh_from_db()
    assert referral.contribution is not None  # noqa: S101  # confirmed, or still to be confirmed
    return referral.contribution


@transaction.atomic
def refuse_referral(token: str, *, at: datetime | None = None) -> None:
    """Whoever reads the mail there did not write this: nothing of it stays but that it was refused.

    Twice does no harm. Raise ``NotPossible`` for an address that is void, and once it was confirmed.
    """
    at = at or timezone.now()
    referral = _locked(token)
    if referral.confirmed_at is not None:
        raise NotPossible(_("You have confirmed this. If it is wrong, withdraw it among your contributions."))
    if referral.refused_at is None:
        _forget(referral, refused_at=at)
        enter("referral.refuse", subject=referral, by="token-holder", portal=referral.portal_id)


def forget_referrals(*, at: datetime | None = None) -> int:
    """Forget whom something was for that nobody has confirmed in time, and its words; return how many there were."""
    at = at or timezone.now()
    found = list(Referral.objects.to_forget(at=at).values_list("pk", flat=True)[:500])
    for pk in found:
        with transaction.atomic():
            referral = Referral.objects.to_forget(at=at).filter(pk=pk).first()
            if referral is None or _lock(referral) is None:
                continue
            # Behind the lock: it may have been confirmed, or forgotten by another, while we waited.
            if Referral.objects.to_forget(at=at).filter(pk=pk).exists():
                _forget(referral)
                enter("referral.expire", subject=referral, by=None, portal=referral.portal_id)
    return len(found)


def _must_be_there(token: str, *, at: datetime) -> Referral:
    referral = by_token(token)
    if referral is None or referral.refused_at is not None:
        raise NotPossible(_("This address is not valid any more."))
    if referral.confirmed_at is None and (referral.contribution is None or at >= referral.expires_at):
        raise NotPossible(
            _("This address has expired. What was written is not counted; you can write it on these pages.")
        )
    return referral


@transaction.atomic
def _writer(referral: Referral) -> Person:
    """The person with this address, who can sign in from now on; what they are called already stays."""
    person = person_at(referral.email, name=referral.name, language=referral.language)
    if not person.is_active:
        raise NotPossible(_("The account with this address was closed."))
    if not person.name.strip():
        Person.objects.filter(pk=person.pk, name=person.name).update(name=referral.name)
        person.name = referral.name
    return person


def _send(token: str, *, by: Person, told: str, at: datetime) -> None:
    referral = _locked(token)
    _must_be_there(token, at=at)
    if referral.confirmed_at is not None or referral.contribution is None:
        return
    submit(referral.contribution, by=by, at=at, for_action=referral.is_for_action, told=told)
    Referral.objects.filter(pk=referral.pk).update(confirmed_at=at)


def _locked(token: str) -> Referral:
    """What the token is for, as it is now: its contribution's row and its own kept by the caller's transaction."""
    found = by_token(token)
    current = _lock(found) if found is not None else None
    if current is None:
        raise NotPossible(_("This address is not valid any more."))
    return current


def _lock(referral: Referral) -> Referral | None:
    """Its contribution first, as everywhere; whoever refuses or forgets it takes both."""
    if referral.contribution_id is not None:
        Contribution.objects.select_for_update(no_key=True).filter(pk=referral.contribution_id).first()
    own = Referral.objects.select_for_update(no_key=True, of=("self",))
    return own.select_related("contribution", "period").filter(pk=referral.pk).first()


def _forget(referral: Referral, **fields: Any) -> None:
    """Remove the words and whose they would have been, from the letter too."""
    contribution = referral.contribution
    fields = {"contribution": None, "name": "", "email": "", **fields}
    Referral.objects.filter(pk=referral.pk).update(**fields)
    notices.forget(referral)
    if contribution is not None and contribution.state == State.DRAFT:
        remove_unnamed(contribution.files.values_list("file", flat=True))
        contribution.delete()

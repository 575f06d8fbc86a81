"""Keys: issued, replaced without a gap, revoked at once. A secret is told once, and kept as a hash."""

from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from allauth.idp.oidc.models import Client, Token
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import NotPossible
from common.stamps import bump
from portals import notices
from portals.models import Key, Portal
from record.actions import enter

from .permission import held

if TYPE_CHECKING:
    from stakeholders.models import Person

# One in use, and one that takes its place.
MOST_KEYS = 2


@transaction.atomic
def issue_key(portal: Portal, *, by: "Person | None", at: datetime | None = None) -> tuple[Key, str]:
    """Give the portal a key, and return it with its secret, which nobody can tell again. Its owner has a letter.

    Raise ``NotAllowed``, and ``NotPossible`` while ``MOST_KEYS`` are in force.
    """
    at = at or timezone.now()
    current = held(portal, by)
    if current.keys.in_force(at=at).count() >= MOST_KEYS:
        raise NotPossible(_("Two keys of this portal are in force. Revoke one of them, then ask for another."))
    key, secret = _make(current, at=at)
    enter("portal.issue_key", subject=current, by=by, key=key.pk)
    notices.key_issued(key)
    return key, secret


@transaction.atomic
def rotate_key(key: Key, *, by: "Person | None", at: datetime | None = None) -> tuple[Key, str]:
    """Give the portal a key in place of this one, which works for ``PORTAL_KEY_OVERLAP_HOURS`` more.

    Return the new one with its secret. Raise ``NotAllowed``; ``NotPossible`` for a key that is over or about to be,
    and while another is in force besides.
    """
    at = at or timezone.now()
    portal = held(key.portal, by)
    until = at + timedelta(hours=settings.PORTAL_KEY_OVERLAP_HOURS)
    others = portal.keys.in_force(at=at).exclude(pk=key.pk)
    if others.exists():
        raise NotPossible(_("Another key of this portal is in force besides: change to it, then revoke this one."))
    if not portal.keys.filter(pk=key.pk, ends_at=None).update(ends_at=until):
        raise NotPossible(_("This key is over, or was replaced already."))
    new, secret = _make(portal, at=at)
    enter("portal.rotate_key", subject=portal, by=by, key=key.pk, replaced_by=new.pk)
    notices.key_issued(new, instead_of=key, until=until)
    bump("portals")
    key.refresh_from_db()
    return new, secret


@transaction.atomic
def revoke_key(key: Key, *, by: "Person | None", at: datetime | None = None) -> None:
    """Let the key and every token of it open nothing any more, from this instant on. Twice does no harm."""
    at = at or timezone.now()
    portal = held(key.portal, by)
    if portal.keys.in_force(at=at).filter(pk=key.pk).update(ends_at=at):
        # The row stays for what it did; its secret opens nothing even if the row were ever mended.
        Client.objects.filter(pk=key.client_id).update(secret=make_password(None), scopes="", default_scopes="")
        Token.objects.filter(client=key.client_id).delete()
        enter("portal.revoke_key", subject=portal, by=by, key=key.pk)
        notices.key_revoked(key)
        bump("portals")
    key.refresh_from_db()


def _make(portal: Portal, *, at: datetime) -> tuple[Key, str]:
    secret = token_urlsafe(32)
    client = Client(name=portal.name[:100], type=Client.Type.CONFIDENTIAL, response_types="", created_at=at)
    client.set_grant_types([Client.GrantType.CLIENT_CREDENTIALS])
    client.set_scopes(portal.scopes)
    client.set_default_scopes(portal.scopes)
    client.set_secret(secret)
    client.save(force_insert=True)
    return Key.objects.create(portal=portal, client=client, issued_at=at), secret

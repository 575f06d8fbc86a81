"""Whose program asks: the bearer token of a portal's key (RFC 6750).

Reading needs no token. One that is sent must be good all the same: a program whose key has ended hears it at the first
request, and not when it submits.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from common import stamps
from portals.queries import Caller, caller_of

_BEARER = re.compile(r"bearer +([A-Za-z0-9\-._~+/]+=*) *", re.ASCII | re.IGNORECASE)
REALM = 'Bearer realm="api"'
# For limits only: what a portal may do is asked of the database each time.
KEPT_FOR = timedelta(seconds=20)


class BadToken(exceptions.AuthenticationFailed):
    """A token that opens nothing; answered 401 with what would."""

    auth_header = f'{REALM}, error="invalid_token"'


def bearer(request: HttpRequest | Request) -> str | None:
    """The token that was sent; None where there is none. Raise ``BadToken`` for what is no bearer token."""
    given = request.headers.get("Authorization", "")
    if not given:
        return None
    found = _BEARER.fullmatch(given)
    if found is None:
        raise BadToken(_("Send a token as “Authorization: Bearer …”, or nothing: reading needs none."))
    return found[1]


@dataclass(frozen=True)
class Asking:
    """The portal whose program asks, by its id, and what its token is for: all that the cache is told of it."""

    portal: int
    scopes: frozenset[str]


def whose(request: HttpRequest | Request) -> Asking | None:
    """Whose program asks, or None for anybody else's; found in the cache mostly, else by one query.

    For limits and logs. Revoking a key shows at once, or within ``KEPT_FOR`` where the cache was away; the end of a
    token within that. Raise ``BadToken``.
    """
    token = bearer(request)
    if token is None:
        return None
    now = timezone.now()

    def ask() -> tuple[Asking | None, datetime]:
        caller = caller_of(token, at=now)
        return Asking(caller.portal.pk, caller.scopes) if caller else None, now + KEPT_FOR

    name = sha256(token.encode()).hexdigest()
    asking = stamps.kept(f"token:{name}", ask, under="portals", at=now)
    if asking is None:
        raise BadToken(_bad())
    return asking


class PortalToken(BaseAuthentication):
    """Sets ``request.auth`` to the ``Caller``, asked of the database in one query each time."""

    def authenticate(self, request: Request) -> tuple[None, Caller] | None:
        """Whoever asks; None without a token. Raise ``BadToken``."""
        token = bearer(request)
        if token is None:
            return None
        caller = caller_of(token, at=timezone.now())
        if caller is None:
            raise BadToken(_bad())
        return None, caller

    def authenticate_header(self, request: Request) -> str:
        """What a refusal says is wanted."""
        sent = "Authorization" in request.headers
        return BadToken.auth_header if sent else REALM


def _bad() -> str:
    return _("This token is unknown or over, or its key was revoked. Ask for a new one with the portal’s key.")

"""Whose token is this?"""

from dataclasses import dataclass
from datetime import datetime

from allauth.idp.oidc.models import Token

from portals.enums import Scope
from portals.models import Key, Portal


@dataclass(frozen=True)
class Caller:
    """The portal whose program asks, the key it came with, and what its token is for.

    A scope says what the token could be for; whether a process lets the portal do it is the admission's to say.
    """

    portal: Portal
    key: Key
    scopes: frozenset[str]

    def has(self, scope: Scope) -> bool:
        """Was the token asked for with this scope, or with all that were granted?"""
        return scope.value in self.scopes


def caller_of(token: str, *, at: datetime) -> Caller | None:
    """Whoever a bearer token stands for at ``at``; None for one that is unknown, over or revoked. One query."""
    found = (
        Token.objects.by_value(token)
        .filter(type=Token.Type.ACCESS_TOKEN, expires_at__gt=at, client__key__portal__owner__is_active=True)
        .select_related("client__key__portal__owner")
        .first()
    )
    key = found.client.key if found and found.client else None
    if found is None or key is None or not key.is_in_force(at=at):
        return None
    return Caller(key.portal, key, frozenset(found.get_scopes()))

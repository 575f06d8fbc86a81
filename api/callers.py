"""Whose program asks: a portal that shows a token of its key, or anybody."""

from django.http import HttpRequest

from api.authentication import portal_of
from api.throttling import Caller, by_address


def caller_of(request: HttpRequest) -> Caller:
    """Return who asks. Raise ``BadToken`` for a token that opens nothing, rather than take it for none."""
    portal = portal_of(request)
    return by_address(request) if portal is None else Caller("portal", str(portal.pk))

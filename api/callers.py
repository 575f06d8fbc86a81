"""Whose program asks: a portal that shows a token of its key, or anybody."""

from django.http import HttpRequest

from api.authentication import whose
from api.throttling import Caller, by_address
from portals.enums import Scope


def caller_of(request: HttpRequest) -> Caller:
    """Return who asks, for its limits: those of a portal are for a token that is for reading.

    Raise ``BadToken`` for a token that opens nothing, rather than take it for none.
    """
    asking = whose(request)
    if asking is None or Scope.READ not in asking.scopes:
        return by_address(request)
    return Caller("portal", str(asking.portal))

"""Only a portal that shows a token gets here, and only for what the token is for."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions, permissions
from rest_framework.request import Request

from api.authentication import REALM
from portals.enums import Scope
from portals.queries import Caller


class Insufficient(exceptions.PermissionDenied):
    """The token is not for this; answered 403 with the scope that would do (RFC 6750, 3.1)."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(
            _("This token is not for %(scope)s. Ask for one that is, once a process has let the portal do it.")
            % {"scope": scope.value}
        )
        self.auth_header = f'{REALM}, error="insufficient_scope", scope="{scope.value}"'


class IsPortal(permissions.BasePermission):
    """Whoever sends no token is told that one is needed."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Is it the program of a portal?"""
        return isinstance(request.auth, Caller)


def caller(request: Request) -> Caller:
    """Whoever asks, behind ``IsPortal``."""
    assert isinstance(request.auth, Caller)  # noqa: S101  # the permission has asked
    return request.auth


def must_be_for(request: Request, scope: Scope) -> None:
    """Raise ``Insufficient`` unless the token is for this."""
    if not caller(request).has(scope):
        raise Insufficient(scope)

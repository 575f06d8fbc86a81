"""What all of a portal's keys can be for."""

from collections.abc import Collection

from allauth.idp.oidc.models import Client, Token
from django.db import transaction

from common.stamps import bump
from portals.enums import Scope
from portals.models import Portal

from .permission import locked


@transaction.atomic
def grant(portal: Portal, scopes: Collection[str]) -> None:
    """Let the portal's keys be for these scopes and no others: what its processes have granted, together.

    Called by whoever decides in a process, in the same transaction. Where a scope is taken away, tokens that name it
    are over: a program asks for a new one.
    """
    current = locked(portal)
    new = [scope.value for scope in Scope if scope in scopes]
    if new == current.scopes:
        return
    Portal.objects.filter(pk=current.pk).update(scopes=new)
    clients = Client.objects.filter(key__portal=current)
    clients.update(scopes="\n".join(new), default_scopes="\n".join(new))
    for gone in set(current.scopes) - set(new):
        Token.objects.filter(client__in=clients, scopes__contains=gone).delete()
    portal.scopes = new
    bump("portals")

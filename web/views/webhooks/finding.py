"""Portals and endpoints of one's own; whoever does not own them finds nothing there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from portals.models import Portal
from stakeholders.models import Person
from web.views.drafts.access import private
from webhooks.models import Endpoint

LARGEST_ID = 2**63 - 1


def own_portal(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for the owner of the portal at this address, and for nobody else; the view gets the portal."""

    @private
    @login_required
    @wraps(view)
    def found(request: HttpRequest, slug: str, **more: Any) -> HttpResponse:
        portal = get_object_or_404(Portal.objects.select_related("owner"), slug=slug, owner=owner(request))
        return view(request, portal, **more)

    return found  # type: ignore[return-value]  # the decorators hide it


def own_endpoint(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same for one of its endpoints; the view gets that."""

    @own_portal
    @wraps(view)
    def found(request: HttpRequest, portal: Portal, pk: int, **more: Any) -> HttpResponse:
        return view(request, endpoint_of(portal, pk), **more)

    return found


def endpoint_of(portal: Portal, pk: int) -> Endpoint:
    """One of its endpoints that was not removed; 404 for another."""
    kept = Endpoint.objects.kept().select_related("portal__owner")
    return get_object_or_404(kept, portal=portal, pk=min(pk, LARGEST_ID))


def owner(request: HttpRequest) -> Person:
    return cast("Person", request.user)


def crumbs(portal: Portal, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way from the portal to this page."""
    webhooks = (_("Webhooks"), reverse("web:webhooks", args=[portal.slug]) if more else "")
    return [(portal.name, reverse("web:portal", args=[portal.slug])), webhooks, *more]

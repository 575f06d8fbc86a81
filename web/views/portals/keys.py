"""The keys of a portal. A secret stands on the page that answers the button, and on no other."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.refusals import Refusal
from portals import actions
from portals.models import Key, Portal
from web.views.drafts.access import private

from .finding import own_portal, person_of
from .own import shown


@require_POST
@private
@login_required
def issue(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the portal a key."""
    found = own_portal(request, slug)
    return _told(request, found, lambda: actions.issue_key(found, by=person_of(request)))


@require_POST
@private
@login_required
def rotate(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Give it one in place of another, which works on for a while."""
    found = own_portal(request, slug)
    key = _key(found, pk)
    return _told(request, found, lambda: actions.rotate_key(key, by=person_of(request)))


@require_POST
@private
@login_required
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Let a key open nothing any more."""
    found = own_portal(request, slug)
    actions.revoke_key(_key(found, pk), by=person_of(request))
    messages.success(request, _("The key is revoked. It opens nothing any more."))
    return redirect("web:portal", slug)


def _told(request: HttpRequest, found: Portal, act: Callable[[], tuple[Key, str]]) -> HttpResponse:
    secret: Any = None
    try:
        key, words = act()
        secret = (key.client_id, words)
    except Refusal as refusal:
        return shown(request, found, refusal=refusal)
    return shown(request, found, secret=secret)


def _key(found: Portal, pk: int) -> Key:
    key = found.keys.select_related("portal").filter(pk=pk).first()
    if key is None:
        raise Http404
    return key

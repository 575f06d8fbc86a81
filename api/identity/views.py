"""Asking for a token with a key, and giving a token back.

The sign-in library answers, once these have made sure that what came is about a portal's key in force: it knows
nothing of keys that end. Errors are objects as RFC 6749 (5.2) has them.
"""

from collections.abc import Callable
from functools import wraps

from allauth.idp.oidc import views as library
from allauth.idp.oidc.models import Token
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from api import throttling
from api.identity.clients import client_of
from common.stamps import bump
from portals.models import Key

View = Callable[[HttpRequest], HttpResponse]


def _for_keys_in_force(view: View) -> View:
    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return _error(405, "invalid_request", "Use POST.", Allow="POST")
        wait = throttling.refused_for(throttling.by_address(request, "tokens"))
        if wait is not None:
            return _error(
                429, "temporarily_unavailable", "Too many requests from your address.", **{"Retry-After": str(wait)}
            )
        if request.META.get("QUERY_STRING"):
            return _error(400, "invalid_request", "Parameters belong into the body, as a form.")
        if not Key.objects.in_force(at=timezone.now()).filter(client=client_of(request)).exists():
            challenge = f'Basic realm="{settings.SITE_URL}"'
            return _error(
                401, "invalid_client", "Unknown client, or a key that is over.", **{"WWW-Authenticate": challenge}
            )
        return view(request)

    return answer


@_for_keys_in_force
def token(request: HttpRequest) -> HttpResponse:
    """Give a token for an hour in exchange for a key (RFC 6749, 4.4); ``scope`` narrows what it is for."""
    if request.POST.get("grant_type") != "client_credentials":
        return _error(400, "unsupported_grant_type", "Use grant_type=client_credentials.")
    if "resource" in request.POST:
        return _error(400, "invalid_target", "Tokens are for this API as a whole.")
    return _never_kept(library.token(request))


@_for_keys_in_force
def revoke(request: HttpRequest) -> HttpResponse:
    """Take a token of the key that asks back at once (RFC 7009); of one that is not its own nothing becomes."""
    others = Token.objects.by_value(request.POST.get("token", "")).exclude(client=client_of(request))
    if others.exists():
        return HttpResponse()
    response = _never_kept(library.revoke(request))
    bump("portals")
    return response


def _never_kept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    if response.status_code == 401:
        response["WWW-Authenticate"] = f'Basic realm="{settings.SITE_URL}"'
    return response


def _error(status: int, code: str, sentence: str, **headers: str) -> HttpResponse:
    return _never_kept(JsonResponse({"error": code, "error_description": sentence}, status=status, headers=headers))

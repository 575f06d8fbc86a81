"""The page between sign-in and the desk: which second factor is wanted, and the way to give it."""

from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.second_factor import has_second_factor
from secretariat.access import may_enter

CODES = {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}


@require_safe
@never_cache
@login_required
def second_factor(request: HttpRequest) -> HttpResponse:
    """Say why a second factor is asked for, and lead to giving it or to setting one up; ``next`` is where to go after.

    404 for whoever has no desk.
    """
    if not request.user.is_authenticated or not may_enter(request.user):
        raise Http404
    target = _own_page(request, request.GET.get("next", ""))
    if has_second_factor(request):
        return HttpResponseRedirect(target)
    has = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    back = "?" + urlencode({"next": target})
    context = {
        "by_code": reverse("mfa_reauthenticate") + back if has & CODES else "",
        "by_key": reverse("mfa_reauthenticate_webauthn") + back if Authenticator.Type.WEBAUTHN in has else "",
        "target": target,
    }
    return render(request, "secretariat/second_factor.html", context)


def _own_page(request: HttpRequest, address: str) -> str:
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if address and safe else reverse("secretariat:desk")

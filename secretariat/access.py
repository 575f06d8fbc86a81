"""Who comes in: signed in, with a role in some process, and with a second factor in this session."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from contributions.queries import desk
from stakeholders.models import Person

Page = Callable[..., HttpResponse]


class DeskRequest(HttpRequest):
    """A request that ``secretariat_page`` let through: who asks, and the ids of the processes whose desk they see."""

    user: Person  # never anonymous behind the decorator
    processes: frozenset[int]


def secretariat_page(page: Page) -> Page:
    """Let in whoever has a desk, with a second factor; never stored in a cache.

    Nobody signed in: to sign-in and back. No role that gives a desk: 404, as if there were no such page. No second
    factor in this session: to the page that says how to give one, and back. What somebody may *do* here is asked
    of each contribution by its own rule.
    """

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(_way_back(request))
        processes = desk.processes_seen_by(request.user)
        if not processes:
            raise Http404
        if not has_second_factor(request):
            return ask_for_second_factor(request)
        cast(DeskRequest, request).processes = processes
        return page(request, *args, **kwargs)

    return never_cache(guarded)


def has_second_factor(request: HttpRequest) -> bool:
    """Has whoever is signed in shown a second factor (or a passkey, which is both) since they signed in?

    True for everybody where the setting ``SECRETARIAT_NEEDS_SECOND_FACTOR`` is off.
    """
    if not settings.SECRETARIAT_NEEDS_SECOND_FACTOR:
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def ask_for_second_factor(request: HttpRequest) -> HttpResponseRedirect:
    """To the page that says which second factor is wanted; it leads back here."""
    return HttpResponseRedirect(f"{reverse('secretariat:second_factor')}?{urlencode({'next': _way_back(request)})}")


def _way_back(request: HttpRequest) -> str:
    """Where to return to: this page, or the desk after a form, because a form cannot be sent again unseen."""
    return request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("secretariat:desk")

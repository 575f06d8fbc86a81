"""Who comes in: signed in, with a role in some process, and with a second factor in this session."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from common import kept_forms
from consultations.queries import desks_of
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

    return _guarded(page, lambda request, **_given: request.get_full_path())


def contribution_form(page: Page) -> Page:
    """The same for a form on the page of the contribution ``pk``; what it said waits there for whoever has to sign in.

    So it does for whoever has to show the second factor (``common.kept_forms``).
    """
    return _guarded(page, lambda _request, *, pk, **_given: reverse("secretariat:contribution", args=[pk]))


def form_on(name: str) -> Callable[[Page], Page]:
    """The same for a form on the page called ``name``, which has the same arguments in its address."""

    def decorate(page: Page) -> Page:
        return _guarded(page, lambda _request, **given: reverse(name, kwargs=given))

    return decorate


def has_second_factor(request: HttpRequest) -> bool:
    """Has whoever is signed in shown a second factor (or a passkey, which is both) since they signed in?

    True for everybody where the setting ``SECRETARIAT_NEEDS_SECOND_FACTOR`` is off.
    """
    if not settings.SECRETARIAT_NEEDS_SECOND_FACTOR:
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def _guarded(page: Page, way_back: Callable[..., str]) -> Page:
    """``way_back`` says where to return to, from the request and what its address holds."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        back = way_back(request, **kwargs)
        if not request.user.is_authenticated:
            return kept_forms.to_sign_in(request, back)
        processes = desks_of(request.user)
        if not processes:
            raise Http404
        if not has_second_factor(request):
            return _ask_for_second_factor(request, back)
        cast(DeskRequest, request).processes = processes
        return page(request, *args, **kwargs)

    return never_cache(guarded)


def _ask_for_second_factor(request: HttpRequest, back: str) -> HttpResponseRedirect:
    """To the page that says which second factor is wanted; it leads on to ``back``, where a form that came waits."""
    if request.method == "POST":
        kept_forms.keep(request, back)
    return HttpResponseRedirect(f"{reverse('secretariat:second_factor')}?{urlencode({'next': back})}")

"""Who comes in: signed in, with a role in some process, and with a second factor in this session."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from common import kept_forms
from common.second_factor import has_second_factor
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


def script_page(page: Page) -> Page:
    """The same for what a script sends by itself: 403 for whoever would have to sign in first, and nothing waits."""
    at_the_desk = secretariat_page(page)

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated or not has_second_factor(request):
            return HttpResponse(status=403)
        return at_the_desk(request, *args, **kwargs)

    return guarded


def contribution_form(page: Page) -> Page:
    """The same for a form on the page of the contribution ``pk``; what it said waits there for whoever has to sign in.

    So it does for whoever has to show the second factor (``common.kept_forms``).
    """
    return _guarded(page, lambda _request, *, pk, **_given: reverse("secretariat:contribution", args=[pk]))


def form_on(name: str, *arguments: str) -> Callable[[Page], Page]:
    """The same for a form on the page called ``name``, which has the same arguments in its address.

    Where it has fewer than the form's own address, ``arguments`` names them.
    """

    def decorate(page: Page) -> Page:
        def way_back(_request: HttpRequest, **given: Any) -> str:
            return reverse(name, kwargs={key: given[key] for key in arguments or given})

        return _guarded(page, way_back)

    return decorate


def may_enter(person: Person) -> bool:
    """Has a role that gives a desk, or may begin a process and have one then."""
    return bool(desks_of(person)) or person.has_perm("consultations.add_process")


def founders_page(page: Page) -> Page:
    """Like ``secretariat_page``, and for whoever has no desk yet and may begin a process."""
    return _guarded(page, lambda request, **_given: request.get_full_path(), admits=may_enter)


def parting_page(page: Page) -> Page:
    """Like ``secretariat_page``, and for whoever has just given up their last desk: the page says what became of it."""
    return _guarded(page, lambda request, **_given: request.get_full_path(), admits=lambda _person: True)


def _guarded(
    page: Page,
    way_back: Callable[..., str],
    *,
    admits: Callable[[Person], bool] = lambda person: bool(desks_of(person)),
) -> Page:
    """``way_back`` says where to return to, from the request and what its address holds; ``admits`` who comes in."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        back = way_back(request, **kwargs)
        if not request.user.is_authenticated:
            return kept_forms.to_sign_in(request, back)
        if not admits(request.user):
            raise Http404
        if not has_second_factor(request):
            return _ask_for_second_factor(request, back)
        cast(DeskRequest, request).processes = desks_of(request.user)
        return page(request, *args, **kwargs)

    return never_cache(guarded)


def _ask_for_second_factor(request: HttpRequest, back: str) -> HttpResponseRedirect:
    """To the page that says which second factor is wanted; it leads on to ``back``, where a form that came waits."""
    if request.method == "POST":
        kept_forms.keep(request, back)
    return HttpResponseRedirect(f"{reverse('secretariat:second_factor')}?{urlencode({'next': back})}")

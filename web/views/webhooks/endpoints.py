"""The addresses of a portal: all of them, a new one, what one is told."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Incomplete, Refusal, status_of
from consultations import actions
from consultations.queries.admitted import processes_that_tell
from portals.models import Portal
from web.forms.webhooks import WebhookForm
from webhooks.models import Endpoint

from .finding import crumbs, own_endpoint, own_portal, owner


@require_safe
@own_portal
def webhooks(request: HttpRequest, portal: Portal) -> HttpResponse:
    """All that it has registered."""
    context = {
        "portal": portal,
        "endpoints": list(Endpoint.objects.kept().filter(portal=portal)),
        "processes": processes_that_tell(portal),
        "crumbs": crumbs(portal),
    }
    return render(request, "web/webhooks/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_portal
def new(request: HttpRequest, portal: Portal) -> HttpResponse:
    """Register an address. Its secret is shown in the answer, once."""
    form = WebhookForm(_typed(request), processes=processes_that_tell(portal))
    made: list[Endpoint] = []
    done = _done(form, lambda given: made.append(actions.register_endpoint(portal, by=owner(request), **given)))
    if done is None:
        return secret_page(request, made[0], is_new=True)
    context = {"portal": portal, "form": form, "refusal": done, "crumbs": crumbs(portal, (_("A new address"), ""))}
    return render(request, "web/webhooks/new.html", context, status=_status(form, done))


@require_http_methods(["GET", "HEAD", "POST"])
@own_endpoint
def change(request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    """Say anew what it is told, or where."""
    portal = endpoint.portal
    form = WebhookForm(_typed(request), processes=processes_that_tell(portal), endpoint=endpoint)
    done = _done(form, lambda given: actions.change_endpoint(endpoint, by=owner(request), **given))
    if done is None:
        messages.success(request, _("Changed."))
        return redirect("web:webhook", portal.slug, endpoint.pk)
    here = reverse("web:webhook", args=[portal.slug, endpoint.pk])
    way = crumbs(portal, (endpoint.url, here), (_("Change"), ""))
    context = {"portal": portal, "endpoint": endpoint, "form": form, "refusal": done, "crumbs": way}
    return render(request, "web/webhooks/change.html", context, status=_status(form, done))


def secret_page(request: HttpRequest, endpoint: Endpoint, *, is_new: bool = False) -> HttpResponse:
    """The secret, once; whoever reads this page again is not shown it."""
    way = crumbs(endpoint.portal, (endpoint.url, _page_of(endpoint)), (_("Its secret"), ""))
    context = {"portal": endpoint.portal, "endpoint": endpoint, "is_new": is_new, "crumbs": way}
    return render(request, "web/webhooks/secret.html", context)


def _page_of(endpoint: Endpoint) -> str:
    return reverse("web:webhook", args=[endpoint.portal.slug, endpoint.pk])


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _done(form: WebhookForm, act: Callable[[dict[str, Any]], object]) -> Refusal | bool | None:
    """None where it was done; the refusal, or False where the form is empty or wrong. What is wrong is at its field."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act(form.given)
    except Incomplete as refusal:
        for name, sentence in refusal.fields.items():
            form.add_error(name if name in form.fields else None, str(sentence))
        return False
    except Refusal as refusal:
        return refusal
    return None


def _status(form: WebhookForm, done: Refusal | bool) -> int:
    if isinstance(done, Refusal):
        return status_of(done)
    return 422 if form.errors else 200

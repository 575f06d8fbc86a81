"""Handing a portal over: the page of whoever runs it, and the one that the letter leads to."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.kept_forms import signed_in
from common.refusals import Refusal, status_of
from consultations.enums import AdmissionState
from portals import actions
from stakeholders.models import Person
from web.context import reader
from web.views.drafts.access import private

from .finding import crumbs_to, done, own_portal, person_of
from .forms import HandOverForm


@require_http_methods(["GET", "HEAD", "POST"])
@private
@login_required
def hand_over(request: HttpRequest, slug: str) -> HttpResponse:
    """Name somebody else by their address, or see to whom the portal is offered."""
    found, refusal = own_portal(request, slug), None
    form = HandOverForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        refusal = done(form, lambda: actions.offer_portal(found, **given, by=person_of(request)))
        if refusal is None and form.is_valid():
            messages.success(request, _("Offered; a letter is on its way."))
            return redirect("web:hand_over_portal", slug)
    context = {
        "form": form,
        "portal": found,
        "offer": actions.offer_of(found),
        "refusal": refusal,
        "crumbs": crumbs_to(found, _("Hand it over")),
    }
    status = status_of(refusal) if refusal else 422 if form.is_bound else 200
    return render(request, "web/portals/hand_over.html", context, status=status)


@require_POST
@private
@login_required
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep it."""
    actions.take_offer_back(own_portal(request, slug), by=person_of(request))
    messages.success(request, _("The portal stays with you. The link in the letter leads nowhere."))
    return redirect("web:hand_over_portal", slug)


@require_safe
@private
def offered(request: HttpRequest, token: str) -> HttpResponse:
    """Which portal is offered, and what it may do. Nothing happens by looking: mail programs look too.

    Whoever is not signed in, or has not proven the address that was named, learns nothing but what to do about it.
    """
    return _page(request, token)


@require_POST
@private
@signed_in("web:offered_portal")
def take(request: HttpRequest, token: str) -> HttpResponse:
    """Run it from now on."""

    def act(by: Person) -> HttpResponse:
        portal = actions.take_portal(token, by=by)
        messages.success(request, _("The portal is yours. Replace its keys and the secrets of its webhooks now."))
        return redirect("web:portal", portal.slug)

    return _answer(request, token, act)


@require_POST
@private
@signed_in("web:offered_portal")
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """Leave it where it is."""

    def act(by: Person) -> HttpResponse:
        actions.decline_portal(token, by=by)
        messages.success(request, _("Declined. The portal stays with whoever runs it."))
        return redirect("web:portals")

    return _answer(request, token, act)


def _answer(request: HttpRequest, token: str, act: Callable[[Person], HttpResponse]) -> HttpResponse:
    try:
        return act(person_of(request))
    except Refusal as refusal:
        return _page(request, token, refusal=refusal)


def _page(request: HttpRequest, token: str, *, refusal: Refusal | None = None) -> HttpResponse:
    offer, person = actions.find_offer(token), reader(request)
    is_named = offer is not None and person is not None and actions.is_named(offer, person)
    status = status_of(refusal) if refusal else 404 if offer is None else 200 if is_named or person is None else 403
    context: dict[str, Any] = {
        "offer": offer,
        "token": token,
        "refusal": refusal,
        "person": person,
        "is_named": is_named,
    }
    if offer is not None and is_named:
        admitted = offer.portal.admissions.filter(state=AdmissionState.ADMITTED).select_related("process")
        context |= {"portal": offer.portal, "admissions": admitted.order_by("process__code", "pk")}
    return render(request, "web/portals/offered.html", context, status=status)

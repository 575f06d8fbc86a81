"""What became of what an address was told, and sending it anew."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.listing import listed
from common.refusals import Incomplete
from web.forms.webhooks import ReplayForm
from webhooks import actions
from webhooks.actions.turn import envelope
from webhooks.models import Delivery, Endpoint
from webhooks.queries.log import log_of

from .finding import LARGEST_ID, crumbs, own_endpoint, owner


@require_safe
@own_endpoint
def webhook(request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    """One address: where it stands, what it is told, and its deliveries, the newest first."""
    only_failed = request.GET.get("show") == "failed"
    listing = listed(request, log_of(endpoint, only_failed=only_failed), ("-event_id", "-pk"), at="log")
    context = {
        "portal": endpoint.portal,
        "endpoint": endpoint,
        "listing": listing,
        "only_failed": only_failed,
        "crumbs": crumbs(endpoint.portal, (endpoint.url, "")),
    }
    return render(request, "web/webhooks/detail.html", context, status=listing.status)


@require_safe
@own_endpoint
def delivery(request: HttpRequest, endpoint: Endpoint, delivery: int) -> HttpResponse:
    """One delivery: what was sent, and each try."""
    found = _delivery(endpoint, delivery)
    context = {
        "portal": endpoint.portal,
        "endpoint": endpoint,
        "delivery": found,
        "attempts": list(found.attempts.order_by("-pk")[:100]),
        "body": json.dumps(json.loads(envelope(found.event)), ensure_ascii=False, indent=2),
        "crumbs": crumbs(endpoint.portal, (endpoint.url, _page_of(endpoint)), (found.event.get_kind_display(), "")),
    }
    return render(request, "web/webhooks/delivery.html", context)


@require_POST
@own_endpoint
def replay(request: HttpRequest, endpoint: Endpoint, delivery: int) -> HttpResponse:
    """Send it once more."""
    actions.replay(_delivery(endpoint, delivery), by=owner(request))
    messages.success(request, _("It is on its way once more."))
    return redirect("web:delivery", endpoint.portal.slug, endpoint.pk, delivery)


@require_http_methods(["GET", "HEAD", "POST"])
@own_endpoint
def replay_range(request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    """Choose a range, and send what happened in it once more."""
    form = ReplayForm(request.POST if request.method == "POST" else None, initial={"zone": owner(request).time_zone})
    if form.is_bound and form.is_valid():
        try:
            again = actions.replay_range(endpoint, by=owner(request), **form.given)
        except Incomplete as refusal:
            form.add_error("until_day", str(refusal.sentence))
        else:
            said = ngettext("%(count)d delivery is sent once more.", "%(count)d deliveries are sent once more.", again)
            messages.success(request, said % {"count": again})
            return redirect("web:webhook", endpoint.portal.slug, endpoint.pk)
    way = crumbs(endpoint.portal, (endpoint.url, _page_of(endpoint)), (_("Send a range once more"), ""))
    context = {"portal": endpoint.portal, "endpoint": endpoint, "form": form, "crumbs": way}
    return render(request, "web/webhooks/replay.html", context, status=422 if form.errors else 200)


def _delivery(endpoint: Endpoint, pk: int) -> Delivery:
    found = Delivery.objects.filter(endpoint=endpoint).select_related("event", "endpoint__portal")
    return get_object_or_404(found, pk=min(pk, LARGEST_ID))


def _page_of(endpoint: Endpoint) -> str:
    return reverse("web:webhook", args=[endpoint.portal.slug, endpoint.pk])

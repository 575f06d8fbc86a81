"""The portals that somebody runs: their list, one of them, and what it is."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common import keyset
from common.refusals import Refusal, status_of
from contributions.models import Referral
from contributions.queries.referrals import LABELS, ORDER, state_of, through
from portals import actions
from portals.models import Portal
from web.views.drafts.access import private

from .finding import crumbs_to, done, own_portal, person_of
from .forms import PortalForm

PAGE = 20


@require_safe
@private
@login_required
def portals(request: HttpRequest) -> HttpResponse:
    """All that the person runs, by name in addresses."""
    own = person_of(request).portals.order_by("slug")
    return render(request, "web/portals/list.html", {"portals": own, "crumbs": crumbs_to(None, "")[:1]})


@require_http_methods(["GET", "HEAD", "POST"])
@private
@login_required
def register(request: HttpRequest) -> HttpResponse:
    """Say what a portal is, and have it registered."""
    form = PortalForm(
        request.POST if request.method == "POST" else None, addresses=actions.addresses_of(person_of(request))
    )
    made: list[Portal] = []
    refusal = None
    if form.is_valid():
        given = form.cleaned_data
        refusal = done(form, lambda: made.append(actions.register_portal(**given, by=person_of(request))))
        if made:
            messages.success(request, _("The portal is registered. Ask a process to let it in, and give it a key."))
            return redirect("web:portal", made[0].slug)
    return _form(request, form, None, refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@private
@login_required
def change(request: HttpRequest, slug: str) -> HttpResponse:
    """Say anew what a portal is."""
    found = own_portal(request, slug)
    now = {"name": found.name, "url": found.url, "about": found.about, "email": found.email}
    form = PortalForm(
        request.POST if request.method == "POST" else None, addresses=actions.addresses_of(found.owner), initial=now
    )
    refusal = None
    if form.is_valid():
        given = form.cleaned_data
        refusal = done(form, lambda: actions.change_portal(found, **given, by=person_of(request)))
        if refusal is None and form.is_valid():
            messages.success(request, _("Stored."))
            return redirect("web:portal", slug)
    return _form(request, form, found, refusal)


@require_safe
@private
@login_required
def portal(request: HttpRequest, slug: str) -> HttpResponse:
    """Its keys, the processes that it asked, and what came through it."""
    return shown(request, own_portal(request, slug))


def shown(
    request: HttpRequest, found: Portal, *, refusal: Refusal | None = None, secret: tuple[str, str] | None = None
) -> HttpResponse:
    """The page of a portal. ``secret``: the number of a key and its secret, which no other page tells."""
    now = timezone.now()
    try:
        page = keyset.page(through(found), ORDER, cursor=request.GET.get("cursor", ""), size=PAGE)
    except keyset.BadCursor:
        page = keyset.page(through(found), ORDER, cursor="", size=PAGE)
    rows: list[tuple[Referral, str, str]] = [
        (each, state_of(each, at=now), str(LABELS[state_of(each, at=now)])) for each in page.rows
    ]
    context = {
        "portal": found,
        "keys": list(found.keys.in_force(at=now)),
        "admissions": list(found.admissions.select_related("process").order_by("process__code", "pk")),
        "rows": rows,
        "page": page,
        "refusal": refusal,
        "secret": secret,
        "crumbs": crumbs_to(None, found.name),
    }
    return render(request, "web/portals/portal.html", context, status=status_of(refusal) if refusal else 200)


def _form(request: HttpRequest, form: PortalForm, found: Portal | None, refusal: Refusal | None) -> HttpResponse:
    here = _("Change it") if found else _("Register a portal")
    context = {"form": form, "portal": found, "refusal": refusal, "title": here, "crumbs": crumbs_to(found, here)}
    status = status_of(refusal) if refusal else 422 if form.is_bound else 200
    return render(request, "web/portals/form.html", context, status=status)

"""Asking a process to let a portal in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.refusals import status_of
from consultations import actions
from web.views.drafts.access import private

from .finding import crumbs_to, done, own_portal, person_of
from .forms import AskForm


@require_http_methods(["GET", "HEAD", "POST"])
@private
@login_required
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask, with a reason."""
    found, refusal = own_portal(request, slug), None
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        refusal = done(form, lambda: actions.ask_admission(found, **given, by=person_of(request)))
        if refusal is None and form.is_valid():
            messages.success(request, _("The secretariat is asked; you get its answer by letter."))
            return redirect("web:portal", slug)
    here = _("Ask a process to let it in")
    context = {"form": form, "portal": found, "refusal": refusal, "title": here, "crumbs": crumbs_to(found, here)}
    status = status_of(refusal) if refusal else 422 if form.is_bound else 200
    return render(request, "web/portals/form.html", context, status=status)

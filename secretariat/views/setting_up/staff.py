"""Who works for a process: appointing, and taking a role away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.collation import readers_key
from common.refusals import Refusal, status_of
from consultations import actions
from consultations.actions.permission import must_appoint
from consultations.models import Process, ProcessRole
from consultations.roles import ROLES
from contributions import actions as contributions
from secretariat.access import DeskRequest, secretariat_page
from secretariat.setting_up.staff_forms import AppointForm
from secretariat.views.setting_up.editing import done, typed
from secretariat.views.setting_up.finding import crumbs_to, process_at


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def staff(request: DeskRequest, slug: str) -> HttpResponse:
    """Everybody with a role, what each role may do, and the form that appoints somebody."""
    found = process_at(request, slug)
    form = AppointForm(typed(request))  # type: ignore[arg-type]  # a QueryDict, or None
    if request.method != "POST" or not form.is_valid():
        return _shown(request, found, form, status=422 if form.is_bound and form.errors else 200)
    given = form.cleaned_data
    refusal = done(form, lambda: actions.appoint(found, by=request.user, **given))
    if refusal is not None:
        return _shown(request, found, form, refusal=refusal)
    messages.success(request, _("%(email)s is appointed and has a letter about it.") % {"email": given["email"]})
    return redirect("secretariat:staff", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def end_role(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """Ask once more, and take a role away."""
    found = process_at(request, slug)
    given = ProcessRole.objects.filter(process=found, pk=pk).select_related("process", "person").first()
    if given is None:
        return redirect("secretariat:staff", slug)
    must_appoint(found, request.user)
    if request.method != "POST":
        crumbs = [
            *crumbs_to(found),
            (_("Staff"), reverse("secretariat:staff", args=[slug])),
            (_("Take a role away"), ""),
        ]
        context = {"given": given, "process": found, "crumbs": crumbs}
        return render(request, "secretariat/setting_up/end_role.html", context)
    try:
        contributions.end_role(given, by=request.user)
    except Refusal as refusal:
        return _shown(request, found, AppointForm(), refusal=refusal)
    messages.success(request, _("The role is taken away; the person has a letter about it."))
    # Whoever took away the last role of their own has no desk here any more.
    return redirect("web:me") if given.person_id == request.user.pk else redirect("secretariat:staff", slug)


def _shown(
    request: DeskRequest, found: Process, form: AppointForm, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    given = list(found.roles.select_related("person"))
    ranks = list(ROLES)
    given.sort(key=lambda each: (ranks.index(each.role), readers_key(each.person.get_full_name())))  # type: ignore[arg-type]
    context = {
        "process": found,
        "given": given,
        "form": form,
        "refusal": refusal if refusal and not form.errors else None,
        "may": request.user.has_perm("consultations.appoint", found),
        "crumbs": [*crumbs_to(found), (_("Staff"), "")],
    }
    return render(
        request, "secretariat/setting_up/staff.html", context, status=status_of(refusal) if refusal else status
    )

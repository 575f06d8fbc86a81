"""The portals that are let in to a process, and those that ask."""

from typing import Any

from django.contrib import messages
from django.db.models import Case, Count, Q, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Refusal, status_of
from consultations import actions
from consultations.actions.permission import must_set_up
from consultations.enums import AdmissionState
from consultations.models import Admission
from secretariat.access import DeskRequest, secretariat_page
from secretariat.setting_up.portal_forms import AdmitForm, WhyNotForm
from secretariat.views.setting_up.finding import crumbs_to, process_at
from stakeholders.models import Person

# What waits stands first; then by name in addresses.
ASKED_FIRST = Case(When(state=AdmissionState.ASKED, then=Value(0)), default=Value(1))
MOST = 200
ENDINGS = {"decline": actions.decline_admission, "end": actions.end_admission}


@require_safe
@secretariat_page
def portals(request: DeskRequest, slug: str) -> HttpResponse:
    """All portals that asked, those that wait first, with how much came through each."""
    found = process_at(request, slug)
    here = Q(portal__referrals__period__round__process=found)
    listed = (
        Admission.objects.filter(process=found)
        .select_related("portal")
        .annotate(
            brought=Count("portal__referrals", filter=here),
            confirmed=Count("portal__referrals", filter=here & Q(portal__referrals__confirmed_at__isnull=False)),
            refused=Count("portal__referrals", filter=here & Q(portal__referrals__refused_at__isnull=False)),
        )
        .order_by(ASKED_FIRST, "portal__slug")[:MOST]
    )
    context = {"process": found, "admissions": listed, "crumbs": [*crumbs_to(found), (_("Portals"), "")]}
    return render(request, "secretariat/setting_up/portals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def portal(request: DeskRequest, slug: str, pk: int) -> HttpResponse:
    """What one asks for and why, and the decision about it."""
    found = process_at(request, slug)
    admission = (
        Admission.objects.select_related("portal__owner", "process", "decided_by").filter(process=found, pk=pk).first()
    )
    if admission is None:
        raise Http404
    refusal: Refusal | None = None
    admitting, declining = AdmitForm(admission=admission), WhyNotForm()
    if request.method == "POST":
        must_set_up(found, request.user)
        decision = request.POST.get("decision", "")
        if decision == "admit":
            admitting = AdmitForm(request.POST, admission=admission)
        elif decision in ENDINGS:
            declining = WhyNotForm(request.POST)
        else:
            raise Http404
        try:
            is_done = _decided(admission, decision, admitting, declining, by=request.user)
        except Refusal as caught:
            refusal = caught
        else:
            if is_done:
                messages.success(request, _("Decided; whoever runs the portal has a letter."))
                return redirect("secretariat:portals", slug)
    context: dict[str, Any] = {
        "process": found,
        "admission": admission,
        "admitting": admitting,
        "declining": declining,
        "may": request.user.has_perm("consultations.set_up", found),
        "refusal": refusal,
        "crumbs": [
            *crumbs_to(found),
            (_("Portals"), reverse("secretariat:portals", args=[slug])),
            (admission.portal.name, ""),
        ],
    }
    status = status_of(refusal) if refusal else 422 if admitting.errors or declining.errors else 200
    return render(request, "secretariat/setting_up/portal.html", context, status=status)


def _decided(admission: Admission, decision: str, admitting: AdmitForm, declining: WhyNotForm, *, by: Person) -> bool:
    """Was it decided? Not while the form that was sent says what is missing."""
    if decision == "admit":
        if admitting.is_valid():
            actions.admit(admission, scopes=admitting.cleaned_data["scopes"], by=by)
        return admitting.is_valid()
    if declining.is_valid():
        ENDINGS[decision](admission, reason=declining.cleaned_data["reason"], by=by)
    return declining.is_valid()

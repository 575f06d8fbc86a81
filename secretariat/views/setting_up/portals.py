"""The portals that are let in to a process, and those that ask."""

from typing import Any

from django.contrib import messages
from django.db.models import Case, IntegerField, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.listing import listed
from common.refusals import NotPossible, Refusal, status_of
from consultations import actions
from consultations.actions.permission import must_set_up
from consultations.enums import AdmissionState
from consultations.models import Admission
from contributions.queries.referrals import Brought, brought_to
from secretariat.access import DeskRequest, secretariat_page
from secretariat.setting_up.portal_forms import AdmitForm, WhyNotForm
from secretariat.views.setting_up.finding import crumbs_to, process_at
from stakeholders.models import Person

# What waits stands first; then by name in addresses.
ASKED_FIRST = Case(When(state=AdmissionState.ASKED, then=Value(0)), default=Value(1), output_field=IntegerField())
ORDER = ("place", "portal__slug", "pk")
ENDINGS = {"decline": actions.decline_admission, "end": actions.end_admission}


@require_safe
@secretariat_page
def portals(request: DeskRequest, slug: str) -> HttpResponse:
    """The portals that asked, those that wait first, with how much came through each; ``?state=`` is one state only."""
    found = process_at(request, slug)
    admissions = Admission.objects.filter(process=found).select_related("portal").annotate(place=ASKED_FIRST)
    state = request.GET.get("state", "")
    if state in AdmissionState.values:
        admissions = admissions.filter(state=state)
    listing = listed(request, admissions, ORDER)
    brought = brought_to(found, [each.portal_id for each in listing.rows])
    context = {
        "process": found,
        "rows": [(each, brought.get(each.portal_id, Brought())) for each in listing.rows],
        "listing": listing,
        "state": state if state in AdmissionState.values else "",
        "states": [("", _("All")), *AdmissionState.choices],
        "crumbs": [*crumbs_to(found), (_("Portals"), "")],
    }
    return render(request, "secretariat/setting_up/portals.html", context, status=listing.status)


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
        stands = _stands(admission)
        decision = request.POST.get("decision", "")
        if decision == "admit":
            admitting = AdmitForm(request.POST, admission=admission)
        elif decision in ENDINGS:
            declining = WhyNotForm(request.POST)
        else:
            raise Http404
        try:
            if request.POST.get("stands", stands) != stands:
                raise NotPossible(_("Somebody has decided about this portal meanwhile. Here is how it stands now."))
            is_done = _decided(admission, decision, admitting, declining, by=request.user)
        except Refusal as caught:
            refusal = caught
            admission.refresh_from_db()
            admitting, declining = AdmitForm(admission=admission), WhyNotForm()
        else:
            if is_done:
                messages.success(request, _("Decided; whoever runs the portal has a letter."))
                return redirect("secretariat:portals", slug)
    context: dict[str, Any] = {
        "process": found,
        "admission": admission,
        "stands": _stands(admission),
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


def _stands(admission: Admission) -> str:
    """What a form was made of: one that was made before another decision, or another wish, is refused."""
    return "/".join(each.isoformat() for each in (admission.asked_at, admission.decided_at) if each)


def _decided(admission: Admission, decision: str, admitting: AdmitForm, declining: WhyNotForm, *, by: Person) -> bool:
    """Was it decided? Not while the form that was sent says what is missing."""
    if decision == "admit":
        if admitting.is_valid():
            actions.admit(admission, scopes=admitting.cleaned_data["scopes"], by=by)
        return admitting.is_valid()
    if declining.is_valid():
        ENDINGS[decision](admission, reason=declining.cleaned_data["reason"], by=by)
    return declining.is_valid()

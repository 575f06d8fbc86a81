"""Sources at the desk: what they say of themselves, who speaks for them, what is to be checked."""

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common import kept_forms
from common.languages import active
from common.lines import isolated
from common.refusals import Incomplete, Refusal, status_of
from contributions import actions
from contributions.queries.speaking import sent_for, source_at, sources_at, to_check
from secretariat.access import DeskRequest, form_on, secretariat_page
from secretariat.paging import sheet
from secretariat.source_forms import AccreditationForm, DisputeForm
from stakeholders import actions as stakeholders
from stakeholders.forms import DetailsForm, InviteForm, MandateForm, not_taken
from stakeholders.models import Source, StakeholderGroup
from stakeholders.queries import mandates_for, open_invitations

ORDER = ("sort_key", "source_id")
PAGE = 50
LATEST = 20


def _on_its_page(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return require_POST(form_on("secretariat:source", "pk")(page))


@require_safe
@secretariat_page
def sources(request: DeskRequest) -> HttpResponse:
    """Those that were sent for to the person's processes; without ``?show=all`` only what is to be checked."""
    found, everything = sources_at(request.processes, active()), request.GET.get("show") == "all"
    if not everything:
        found = to_check(found)
    listing = sheet(request, found, ORDER, size=PAGE)
    context = {"listing": listing, "everything": everything}
    return render(request, "secretariat/sources/list.html", context, status=listing.status)


@require_safe
@secretariat_page
def source(request: DeskRequest, pk: int) -> HttpResponse:
    """One of them."""
    kept, found = kept_forms.take(request), _find(request, pk)
    typed: dict[str, forms.Form] = {}
    if "invite_to_source" in kept:
        typed["invite"] = InviteForm(kept["invite_to_source"])
    if "check_source" in kept:
        typed |= _checking(found, kept["check_source"])
    return _page(request, found, typed=typed, unsaid=kept["mandate"].get("reason", "") if "mandate" in kept else "")


@_on_its_page
def check(request: DeskRequest, pk: int) -> HttpResponse:
    """Confirm or dispute what it says of itself, correct it, note its accreditation."""
    found, by = _find(request, pk), request.user
    if request.POST.get("act") == "confirm":
        return _done(request, found, lambda: stakeholders.confirm_details(found, by=by), _("It is confirmed."))
    typed = _checking(found, request.POST)
    match typed:
        case {"dispute": dispute}:
            said = _("The dispute is public now, with its reason.")
            return _checked(
                request, found, typed, lambda: stakeholders.dispute_details(found, by=by, **dispute.cleaned_data), said
            )
        case {"correct": DetailsForm() as details}:
            return _checked(
                request,
                found,
                typed,
                lambda: stakeholders.correct_details(found, by=by, **details.given),
                _("Corrected."),
            )
        case {"accreditation": line}:
            return _checked(
                request,
                found,
                typed,
                lambda: stakeholders.note_accreditation(found, line.cleaned_data["accreditation"], by=by),
                _("Stored."),
            )
    return HttpResponseRedirect(_address(found))


@_on_its_page
def invite(request: DeskRequest, pk: int) -> HttpResponse:
    """Invite somebody to speak for it."""
    found, form = _find(request, pk), InviteForm(request.POST)
    return _checked(
        request,
        found,
        {"invite": form},
        lambda: stakeholders.invite(found, by=request.user, **form.cleaned_data),
        _("A letter is on its way to %(address)s.") % {"address": request.POST.get("address", "")},
    )


@_on_its_page
def mandate(request: DeskRequest, pk: int, mandate: int) -> HttpResponse:
    """Confirm who speaks for it, end a mandate, or say who leads."""
    found = _find(request, pk)
    chosen = get_object_or_404(mandates_for(found), pk=mandate)
    form, act, who = MandateForm(request.POST), request.POST.get("act", ""), chosen.person.get_full_name()
    if not form.is_valid():
        return _page(request, found, refusal=not_taken(form), unsaid=form["reason"].value(), status=422)
    reason = form.cleaned_data["reason"]
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "confirm": (lambda: actions.confirm_mandate(chosen, by=request.user), _("%(who)s speaks for it now.")),
        "end": (
            lambda: actions.end_mandate(chosen, by=request.user, reason=reason),
            _("%(who)s does not speak for it any more."),
        ),
        "lead": (
            lambda: stakeholders.hand_over(chosen, by=request.user, reason=reason),
            _("%(who)s leads it now."),
        ),
    }
    if act not in acts:
        return HttpResponseRedirect(_address(found))
    work, said = acts[act]
    return _done(request, found, work, said % {"who": isolated(who)}, unsaid=reason)


def _checking(found: Source, given: QueryDict) -> dict[str, forms.Form]:
    """What was typed to check a source, by the act that its button named; nothing for an act that needs no words."""
    match given.get("act"):
        case "dispute":
            return {"dispute": DisputeForm(given)}
        case "correct":
            return {"correct": DetailsForm(given, source=found, groups=StakeholderGroup.objects.all())}
        case "accreditation":
            return {"accreditation": AccreditationForm(given, source=found)}
    return {}


def _find(request: DeskRequest, pk: int) -> Source:
    """The source, or 404 where nothing was sent for it to the person's processes."""
    return get_object_or_404(source_at(request.processes), pk=pk)


def _checked(
    request: DeskRequest, found: Source, typed: Mapping[str, forms.Form], work: Callable[[], object], said: str
) -> HttpResponse:
    """The same for an act that needs what was typed."""
    if not all(form.is_valid() for form in typed.values()):
        return _page(request, found, typed=typed, status=422)
    return _done(request, found, work, said, typed=typed)


def _done(
    request: DeskRequest,
    found: Source,
    work: Callable[[], object],
    said: str,
    *,
    typed: Mapping[str, forms.Form] | None = None,
    unsaid: str = "",
) -> HttpResponse:
    """Do it and go back to the page; a refusal is told there, with the words that were for it."""
    try:
        work()
    except Refusal as refusal:
        fields = refusal.fields if isinstance(refusal, Incomplete) else {}
        at_home = [(form, name) for form in (typed or {}).values() for name in fields if name in form.fields]
        for form, name in at_home:
            form.add_error(name, str(fields[name]))
        return _page(
            request,
            _find(request, found.pk),
            typed=typed,
            refusal=None if at_home else refusal,
            unsaid=unsaid,
            status=status_of(refusal),
        )
    messages.success(request, said)
    return HttpResponseRedirect(_address(found))


def _page(
    request: DeskRequest,
    found: Source,
    *,
    typed: Mapping[str, forms.Form] | None = None,
    refusal: Refusal | None = None,
    unsaid: str = "",
    status: int = 200,
) -> HttpResponse:
    may = request.user.has_perm("stakeholders.check", found)
    everybody, typed = list(mandates_for(found)), typed or {}
    context = {
        "source": found,
        "name": found.name_in(active()),
        "may_check": may,
        "speaking": [each for each in everybody if each.confirmed_at],
        "claiming": [each for each in everybody if not each.confirmed_at],
        "invitations": list(open_invitations(found, at=timezone.now())) if may else [],
        "latest": list(sent_for(found, request.processes, most=LATEST)),
        "dispute": typed.get("dispute") or DisputeForm(),
        "accreditation": typed.get("accreditation") or AccreditationForm(source=found),
        "details": typed.get("correct") or DetailsForm(source=found, groups=StakeholderGroup.objects.all()),
        "invite": typed.get("invite") or InviteForm(),
        "mendable": [form for form in typed.values() if form.errors],
        "refusal": refusal,
        "unsaid": unsaid,
        "crumbs": [
            (_("Desk"), reverse("secretariat:desk")),
            (_("Sources"), reverse("secretariat:sources")),
            (found.name_in(active()), ""),
        ],
    }
    return render(request, "secretariat/sources/detail.html", context, status=status)


def _address(found: Source) -> str:
    return reverse("secretariat:source", args=[found.pk])

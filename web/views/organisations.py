"""The organisations that a person speaks for: who else does, who leads, who is invited, what is said of it."""

from collections.abc import Callable
from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common import kept_forms
from common.languages import active
from common.lines import isolated
from common.refusals import Incomplete, Refusal
from contributions import actions
from contributions.queries.joining import waiting_for
from stakeholders import actions as stakeholders
from stakeholders.forms import DetailsForm, InviteForm, MandateForm, not_taken
from stakeholders.models import Mandate, Person, StakeholderGroup
from stakeholders.queries import mandates_for, mandates_of, open_invitations

from .drafts.access import private


def _form_on_its_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A form on the page of one organisation; whoever is signed out finds it there again as it was filled in."""
    return require_POST(private(kept_forms.signed_in("web:organisation", "slug")(view)))


@require_safe
@private
@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    """What the person speaks for, or says so; and which joint contributions wait for an answer of theirs."""
    person = _person(request)
    context = {
        "mandates": list(mandates_of(person)),
        "waiting": waiting_for(person),
        "crumbs": [(_("My contributions"), reverse("web:me")), (_("My organisations"), "")],
    }
    return render(request, "web/organisations/list.html", context)


@require_safe
@private
@login_required
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """One of them."""
    kept, mandate = kept_forms.take(request), _own(request, slug)
    return _page(
        request,
        mandate,
        invite=InviteForm(kept["invite"]) if "invite" in kept else None,
        details=_details(mandate, kept["correct_source"]) if "correct_source" in kept else None,
        unsaid=kept["end_mandate"].get("reason", "") if "end_mandate" in kept else "",
    )


@_form_on_its_page
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Send somebody a letter with a link."""
    mandate, form = _own(request, slug), InviteForm(request.POST)
    if form.is_valid():
        try:
            stakeholders.invite(mandate.source, by=_person(request), **form.cleaned_data)
        except Incomplete as refusal:
            form.add_error("address", str(refusal.sentence))
        else:
            messages.success(request, _("A letter is on its way to %(address)s.") % form.cleaned_data)
            return redirect("web:organisation", slug)
    return _page(request, mandate, invite=form, status=422)


@_form_on_its_page
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Call an invitation back."""
    mandate = _own(request, slug)
    stakeholders.revoke(get_object_or_404(mandate.source.invitations, pk=pk), by=_person(request))
    messages.success(request, _("The invitation is called back: its link works no longer."))
    return redirect("web:organisation", slug)


@_form_on_its_page
def confirm(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Confirm that somebody speaks for the organisation."""
    other = _other(request, slug, pk)
    actions.confirm_mandate(other, by=_person(request))
    messages.success(request, _("%(who)s speaks for it now.") % {"who": _name(other)})
    return redirect("web:organisation", slug)


@_form_on_its_page
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End somebody's mandate, or leave."""
    person, other, form = _person(request), _other(request, slug, pk), MandateForm(request.POST)
    if not form.is_valid():
        own = _own(request, slug)
        return _page(request, own, refusal=not_taken(form), unsaid=form["reason"].value(), status=422)
    actions.end_mandate(other, by=person, reason=form.cleaned_data["reason"])
    if other.person_id == person.pk:
        messages.success(request, _("You do not speak for it any more."))
        return redirect("web:organisations")
    messages.success(request, _("%(who)s does not speak for it any more.") % {"who": _name(other)})
    return redirect("web:organisation", slug)


@_form_on_its_page
def lead(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Hand the lead over."""
    other = _other(request, slug, pk)
    stakeholders.hand_over(other, by=_person(request))
    messages.success(request, _("%(who)s leads it now.") % {"who": _name(other)})
    return redirect("web:organisation", slug)


@_form_on_its_page
def correct(request: HttpRequest, slug: str) -> HttpResponse:
    """Say anew to which group and country it belongs."""
    mandate = _own(request, slug)
    form = _details(mandate, request.POST)
    if form.is_valid():
        try:
            stakeholders.correct_details(mandate.source, by=_person(request), **form.given)
        except Incomplete as refusal:
            for name, sentence in refusal.fields.items():
                form.add_error(name, str(sentence))
        else:
            messages.success(request, _("Corrected."))
            return redirect("web:organisation", slug)
    return _page(request, mandate, details=form, status=422)


def _person(request: HttpRequest) -> Person:
    return cast("Person", request.user)


def _name(mandate: Mandate) -> str:
    return isolated(mandate.person.get_full_name())


def _own(request: HttpRequest, slug: str) -> Mandate:
    """The person's own mandate for the source at this address; 404 without one."""
    if "\x00" in slug:
        raise Http404
    return get_object_or_404(mandates_of(_person(request)), source__slug=slug)


def _other(request: HttpRequest, slug: str, pk: int) -> Mandate:
    """A mandate for the same source, somebody else's or one's own; who only claims to speak for it sees their own."""
    own = _own(request, slug)
    seen = mandates_for(own.source) if own.confirmed_at else mandates_of(_person(request)).filter(pk=own.pk)
    return get_object_or_404(seen, pk=pk)


def _details(mandate: Mandate, given: QueryDict | None = None) -> DetailsForm:
    return DetailsForm(given, source=mandate.source, groups=StakeholderGroup.objects.all())


def _page(
    request: HttpRequest,
    mandate: Mandate,
    *,
    invite: forms.Form | None = None,
    details: forms.Form | None = None,
    refusal: Refusal | None = None,
    unsaid: str = "",
    status: int = 200,
) -> HttpResponse:
    source, speaks = mandate.source, mandate.confirmed_at is not None
    everybody = list(mandates_for(source)) if speaks else []
    context = {
        "source": source,
        "name": source.name_in(active()),
        "mandate": mandate,
        "leads": mandate.is_lead,
        "speaking": [each for each in everybody if each.confirmed_at],
        "claiming": [each for each in everybody if not each.confirmed_at],
        "invitations": list(open_invitations(source, at=timezone.now())) if speaks else [],
        "invite_form": invite or InviteForm(),
        "details_form": (details or _details(mandate)) if mandate.is_lead else None,
        "refusal": refusal,
        "unsaid": unsaid,
        "crumbs": [
            (_("My contributions"), reverse("web:me")),
            (_("My organisations"), reverse("web:organisations")),
            (source.name_in(active()), ""),
        ],
    }
    return render(request, "web/organisations/detail.html", context, status=status)

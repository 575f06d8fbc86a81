"""Campaigns at the desk: what was grouped, who organised it, and undoing it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common import kept_forms
from common.refusals import Incomplete, Refusal, status_of
from contributions import actions
from contributions.models import Campaign, Contribution
from contributions.queries import desk
from contributions.queries.campaigns import campaigns_at
from contributions.queries.similar import named
from secretariat.access import DeskRequest, form_on, secretariat_page
from secretariat.campaign_forms import OrganiserForm, chosen
from secretariat.paging import sheet

LATEST = ("-pk",)
# By the order in which they were sent: what has no symbol yet has its place too.
MEMBERS = ("submitted_at", "pk")


@require_safe
@secretariat_page
def campaigns(request: DeskRequest) -> HttpResponse:
    """All campaigns of the person's processes, dissolved ones too, the latest first."""
    listing = sheet(request, campaigns_at(request.processes), LATEST)
    context = {"listing": listing, "crumbs": _crumbs()}
    return render(request, "secretariat/campaigns/list.html", context, status=listing.status)


@require_safe
@secretariat_page
def campaign(request: DeskRequest, pk: int) -> HttpResponse:
    """One campaign with its members, and what can be done with it."""
    kept = kept_forms.take(request).get("campaign_organiser")
    return _shown(request, _find(request, pk), typed=kept)


@require_POST
@form_on("secretariat:campaign")
def organiser(request: DeskRequest, pk: int) -> HttpResponse:
    """Say who organised it."""
    form = OrganiserForm(request.POST)
    current = _find(request, pk)
    if not form.is_valid():
        return _shown(request, current, typed=request.POST, refusal=Incomplete(_("Nothing was changed yet.")))
    return _done(
        request,
        current,
        lambda: actions.name_organiser(current, by=request.user, **form.cleaned_data),
        _("What is said of the organiser is changed."),
        typed=request.POST,
    )


@require_POST
@form_on("secretariat:campaign")
def add(request: DeskRequest, pk: int) -> HttpResponse:
    """Add the chosen contributions."""
    current = _find(request, pk)
    members = list(desk.visible_at(request.processes).filter(pk__in=chosen(request.POST)))
    return _done(
        request, current, lambda: actions.add_to_campaign(current, members, by=request.user), _("It belongs to it now.")
    )


@require_POST
@form_on("secretariat:campaign")
def take_out(request: DeskRequest, pk: int) -> HttpResponse:
    """Take one out again."""
    current, one = _find(request, pk), _member(request)
    return _done(
        request,
        current,
        lambda: actions.take_out_of_campaign(current, one, by=request.user),
        _("It is taken out of the campaign."),
    )


@require_POST
@form_on("secretariat:campaign")
def represent(request: DeskRequest, pk: int) -> HttpResponse:
    """Let this member's text stand for all."""
    current, one = _find(request, pk), _member(request)
    return _done(
        request, current, lambda: actions.represent(current, one, by=request.user), _("Its text stands for all now.")
    )


@require_POST
@form_on("secretariat:campaign")
def dissolve(request: DeskRequest, pk: int) -> HttpResponse:
    """Undo the grouping."""
    current = _find(request, pk)
    return _done(
        request,
        current,
        lambda: actions.dissolve(current, by=request.user),
        _("The campaign is dissolved. Each contribution stands by itself, as before."),
    )


def _find(request: DeskRequest, pk: int) -> Campaign:
    return get_object_or_404(campaigns_at(request.processes), pk=pk)


def _member(request: DeskRequest) -> Contribution:
    return get_object_or_404(desk.visible_at(request.processes), pk=next(iter(chosen(request.POST)), 0))


def _done(
    request: DeskRequest, current: Campaign, act: Callable[[], object], sentence: str, *, typed: QueryDict | None = None
) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        return _shown(request, _find(request, current.pk), typed=typed, refusal=refusal)
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("secretariat:campaign", args=[current.pk]))


def _shown(
    request: DeskRequest, current: Campaign, *, typed: QueryDict | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    stands = {"organiser": current.organiser, "organiser_url": current.organiser_url}
    form = OrganiserForm(typed, initial=stands)
    if isinstance(refusal, Incomplete):
        form.is_valid()
        for name, words in refusal.fields.items():
            form.add_error(name, str(words))
    members = named(Contribution.objects.filter(campaign=current)).select_related("symbol").defer("content", "search")
    listing = sheet(request, members, MEMBERS)
    context = {
        "campaign": current,
        "round": current.round,
        "listing": listing,
        "form": form,
        "refusal": refusal,
        "works_here": current.stands and request.user.has_perm("consultations.work_for", current.round.process),
        "crumbs": [*_crumbs()[:-1], (_("Campaigns"), reverse("secretariat:campaigns")), (str(current.pk), "")],
    }
    status = status_of(refusal) if refusal else listing.status
    return render(request, "secretariat/campaigns/detail.html", context, status=status)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Desk"), reverse("secretariat:desk")), (_("Campaigns"), "")]

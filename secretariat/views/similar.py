"""What says nearly the same as one contribution, and what they say differently."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from common import kept_forms
from common.refusals import Incomplete, Refusal, status_of
from contributions import actions
from contributions.models import Campaign, Contribution
from contributions.queries import desk
from contributions.queries.published import form_at_the_desk
from contributions.queries.similar import Alike, alike, with_questions
from contributions.similarity.differences import differences, summary
from secretariat.access import DeskRequest, form_on, secretariat_page
from secretariat.campaign_forms import OrganiserForm, chosen
from secretariat.views.contribution import find


@require_safe
@secretariat_page
def similar(request: DeskRequest, pk: int) -> HttpResponse:
    """Everything that is like this one, to be compared and, by whoever works here, grouped."""
    kept = kept_forms.take(request).get("group")
    return _shown(request, find(request, pk), typed=kept)


@require_safe
@secretariat_page
def compare(request: DeskRequest, pk: int, other: int) -> HttpResponse:
    """Both side by side, as whoever asks may read them, with what differs marked."""
    one, two = find(request, pk), find(request, other)
    if one.pk == two.pk:
        return redirect("secretariat:similar", pk)
    parts = differences(form_at_the_desk(one, request.user), form_at_the_desk(two, request.user))
    context = {
        "contribution": one,
        "other": two,
        "pair": [one, two],
        "parts": with_questions(parts),
        "difference": summary(parts),
        "language": one.language if one.language == two.language else "",
        "crumbs": [*_crumbs(one), (_("Compared"), "")],
    }
    return render(request, "secretariat/similar/compare.html", context)


@require_POST
@form_on("secretariat:similar")
def group(request: DeskRequest, pk: int) -> HttpResponse:
    """Group the chosen ones under this text; where it has a campaign already, add them to that."""
    current = find(request, pk)
    others = list(desk.visible_at(request.processes).filter(pk__in=chosen(request.POST)))
    form = OrganiserForm(request.POST)
    if not form.is_valid():
        return _shown(request, current, typed=request.POST, refusal=Incomplete(_("Nothing was grouped yet.")))
    try:
        if current.campaign is None:
            campaign = actions.group(current, others, by=request.user, **form.cleaned_data)
            number = len(others) + 1
        else:
            campaign = current.campaign
            number = actions.add_to_campaign(campaign, others, by=request.user)
    except Refusal as refusal:
        return _shown(request, find(request, pk), typed=request.POST, refusal=refusal)
    said = ngettext("%(number)d contribution was grouped.", "%(number)d contributions were grouped.", number)
    messages.success(request, said % {"number": number})
    return HttpResponseRedirect(reverse("secretariat:campaign", args=[campaign.pk]))


def _shown(
    request: DeskRequest, current: Contribution, *, typed: QueryDict | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    form = OrganiserForm(typed)
    if isinstance(refusal, Incomplete):
        form.is_valid()
        for name, sentence in refusal.fields.items():
            form.add_error(name, str(sentence))
    found = alike(current)
    ticked = chosen(typed) if typed is not None else {each.contribution.pk for each in found}
    works_here = request.user.has_perm("contributions.review", current)
    context = {
        "contribution": current,
        "campaign": current.campaign,
        "alike": [(each, each.contribution.pk in ticked) for each in found],
        "can_group": works_here and any(each.can_be_grouped for each in found),
        "can_join": None if current.campaign or not works_here else _campaign_of(found, current),
        "form": form,
        "refusal": refusal,
        "crumbs": [*_crumbs(current)[:-1], (_("Similar texts"), "")],
    }
    status = status_of(refusal) if refusal else 200
    return render(request, "secretariat/similar/list.html", context, status=status)


def _campaign_of(found: list[Alike], current: Contribution) -> Campaign | None:
    """A campaign of the round to which something belongs that is like this one."""
    return next(
        (
            each.contribution.campaign
            for each in found
            if each.contribution.campaign is not None and each.contribution.round_id == current.round_id
        ),
        None,
    )


def _crumbs(current: Contribution) -> list[tuple[str, str]]:
    return [
        (_("Desk"), reverse("secretariat:desk")),
        (current.title, reverse("secretariat:contribution", args=[current.pk])),
        (_("Similar texts"), reverse("secretariat:similar", args=[current.pk])),
    ]

"""Preparing a comment period, and changing what is not public of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.refusals import Overtaken
from consultations import actions
from consultations.actions.permission import must_set_up
from consultations.models import CommentPeriod
from secretariat.access import DeskRequest, secretariat_page
from secretariat.periods.period_form import PeriodForm
from secretariat.setting_up.both import both
from secretariat.views.periods.finding import crumbs_to, period_of
from secretariat.views.setting_up import finding
from secretariat.views.setting_up.editing import Editing, done, shown, typed
from secretariat.views.setting_up.finding import seen
from secretariat.views.setting_up.throwing_away import asked_or_done, page_of


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def new_period(request: DeskRequest, slug: str, number: int) -> HttpResponse:
    """Prepare a comment period in the round; nobody outside sees it before it is announced."""
    round_ = finding.round_at(request, slug, number)
    must_set_up(round_.process, request.user)
    form = PeriodForm(round_, typed(request))
    page = Editing(
        title=_("Prepare a comment period"),
        lede=_("Nobody outside the desk sees it before you announce it. What there is to think of is said first."),
        crumbs=[*finding.crumbs_to(round_.process, round_), (_("Prepare a comment period"), "")],
        save=_("Prepare it"),
        back=reverse("secretariat:round", args=[slug, number]),
    )
    if request.method != "POST" or not form.is_valid():
        return shown(request, form, page)
    made: list[CommentPeriod] = []
    refusal = done(form, lambda: made.append(actions.create_period(round_, **form.given(), by=request.user)))
    if refusal is not None:
        return shown(request, form, page, refusal=refusal)
    messages.success(request, _("It is prepared. Ask its questions, and announce it when it is ready."))
    return redirect("secretariat:period", made[0].pk)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def change_period(request: DeskRequest, pk: int) -> HttpResponse:
    """Change a period that is being prepared, or the words of one that is public."""
    found = period_of(request, pk)
    must_set_up(found.round.process, request.user)
    form = PeriodForm(found.round, typed(request), period=found)
    refusal, theirs = None, []
    if request.method == "POST" and form.is_valid():
        refusal = done(form, lambda: actions.change_period(found, **form.given(), seen=seen(request), by=request.user))
        if refusal is None:
            messages.success(request, _("It is saved."))
            return redirect("secretariat:period", pk)
        found = period_of(request, pk)
        theirs = both(form, PeriodForm(found.round, period=found)) if isinstance(refusal, Overtaken) else []
    page = Editing(
        title=_("Change the comment period"),
        lede=_("Its dates are public: they are changed by an act with a reason.") if found.public_at else "",
        crumbs=crumbs_to((_("Change the comment period"), ""), period=found),
        save=_("Save"),
        back=reverse("secretariat:period", args=[pk]),
        edits=found.step,
    )
    return shown(request, form, page, refusal=refusal, theirs=theirs)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def discard_period(request: DeskRequest, pk: int) -> HttpResponse:
    """Throw away a period that was never announced, with its questions."""
    found = period_of(request, pk)
    return asked_or_done(request, found, back=reverse("secretariat:period", args=[pk]), after=page_of(found.round))

"""A round: beginning it, its page with everything in it, changing it, copying it as the next, opening it."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import kept_forms
from common.refusals import Overtaken
from consultations import actions
from consultations.actions.permission import must_set_up
from consultations.queries.documents import BY_NUMBER, in_order, unfinished
from consultations.queries.readiness import Gap, gaps_of_round
from contributions import actions as contributions
from secretariat.access import DeskRequest, form_on, secretariat_page
from secretariat.paging import sheet
from secretariat.setting_up.both import both
from secretariat.setting_up.places import with_places
from secretariat.setting_up.round_forms import CopyForm, RoundForm
from secretariat.views.setting_up.editing import Editing, done, shown, typed
from secretariat.views.setting_up.finding import crumbs_to, process_at, round_at, seen

# Documents that are told to lack something; more of them help nobody on one page.
MOST_GAPS = 25


@require_safe
@secretariat_page
def round_(request: DeskRequest, slug: str, number: int) -> HttpResponse:
    """Everything that is set up in a round, and what is still missing."""
    found = round_at(request, slug, number)
    kept_forms.take(request)
    periods = list(found.periods.prefetch_related("questions").order_by("opens_at", "pk"))
    listed = in_order(found.documents.all()).prefetch_related(None).annotate(filed=Count("files"))
    documents = sheet(request, listed, BY_NUMBER, at="documents")
    lacking = unfinished(found, found.process.languages, most=MOST_GAPS)
    gaps = gaps_of_round(found, periods, lacking, languages=found.process.languages)
    if len(lacking) == MOST_GAPS:
        gaps.append(Gap(_("Further documents may lack something too; these are the first."), found))
    context = {
        "process": found.process,
        "round": found,
        "periods": periods,
        "documents": documents,
        "gaps": with_places(gaps),
        "may": request.user.has_perm("consultations.set_up", found.process),
        "may_issue": request.user.has_perm("consultations.issue", found.process),
        "crumbs": [*crumbs_to(found.process), (found.wording.text, "")],
    }
    return render(request, "secretariat/setting_up/round.html", context, status=documents.status)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def new_round(request: DeskRequest, slug: str) -> HttpResponse:
    """Prepare a round; nobody outside sees it before it is opened."""
    process = process_at(request, slug)
    must_set_up(process, request.user)
    form = RoundForm(process, typed(request))
    page = Editing(
        title=_("Prepare a round"),
        lede=_("Nobody outside the desk sees it before you open it."),
        crumbs=[*crumbs_to(process), (_("Prepare a round"), "")],
        save=_("Prepare this round"),
        back=reverse("secretariat:process", args=[slug]),
    )
    if request.method != "POST" or not form.is_valid():
        return shown(request, form, page)
    refusal = done(form, lambda: actions.create_round(process, **form.given(), by=request.user))
    if refusal is not None:
        return shown(request, form, page, refusal=refusal)
    messages.success(request, _("The round is prepared. Add its comment periods, questions and documents."))
    return redirect("secretariat:round", slug, form.cleaned_data["number"])


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def change_round(request: DeskRequest, slug: str, number: int) -> HttpResponse:
    """Change what a round is called and when it meets."""
    found = round_at(request, slug, number)
    must_set_up(found.process, request.user)
    form = RoundForm(found.process, typed(request), round_=found)
    refusal, theirs = None, []
    if request.method == "POST" and form.is_valid():
        refusal = done(form, lambda: actions.change_round(found, form.given(), seen=seen(request), by=request.user))
        if refusal is None:
            messages.success(request, _("It is saved."))
            return redirect("secretariat:round", slug, found.number)
        found = round_at(request, slug, number)
        theirs = both(form, RoundForm(found.process, round_=found)) if isinstance(refusal, Overtaken) else []
    page = Editing(
        title=_("Change the round"),
        crumbs=[*crumbs_to(found.process, found), (_("Change the round"), "")],
        save=_("Save"),
        back=reverse("secretariat:round", args=[slug, number]),
        edits=found.edits,
    )
    return shown(request, form, page, refusal=refusal, theirs=theirs)


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def copy_round(request: DeskRequest, slug: str, number: int) -> HttpResponse:
    """Begin the next round with what this one is set up with."""
    found = round_at(request, slug, number)
    must_set_up(found.process, request.user)
    form = CopyForm(found, typed(request))
    page = Editing(
        title=_("Begin the next round as a copy"),
        lede=_(
            "Description, rules, comment periods and questions are copied, and nothing of it is public. "
            "Contributions and documents stay where they are."
        ),
        crumbs=[*crumbs_to(found.process, found), (_("Begin the next round as a copy"), "")],
        save=_("Copy it"),
        back=reverse("secretariat:round", args=[slug, number]),
    )
    if request.method != "POST" or not form.is_valid():
        return shown(request, form, page)
    refusal = done(form, lambda: actions.copy_round(found, **form.given(), by=request.user))
    if refusal is not None:
        return shown(request, form, page, refusal=refusal)
    messages.success(request, _("The next round is begun. Look at the dates of its comment periods."))
    return redirect("secretariat:round", slug, form.cleaned_data["number"])


@require_POST
@form_on("secretariat:round")
def open_round(request: DeskRequest, slug: str, number: int) -> HttpResponse:
    """Make the round public."""
    found = round_at(request, slug, number)
    contributions.open_round(found, by=request.user)
    messages.success(request, _("The round is public, with what in it is."))
    return redirect("secretariat:round", slug, number)

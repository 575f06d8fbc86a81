"""The guiding questions of a comment period: asked, changed, moved, removed."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.refusals import Overtaken, Refusal
from consultations import actions
from consultations.actions.permission import must_set_up
from consultations.models import CommentPeriod, GuidingQuestion
from consultations.queries.concerns import clauses_of
from contributions import actions as asking
from contributions.queries.answers import was_answered
from secretariat.access import DeskRequest, form_on, secretariat_page
from secretariat.setting_up.both import both
from secretariat.setting_up.question_forms import QuestionForm
from secretariat.views.setting_up.editing import Editing, done, shown, typed
from secretariat.views.setting_up.finding import crumbs_to, period_at, question_at, seen


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def new_question(request: DeskRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Ask one more question in the comment period ``pk``."""
    period = period_at(request, slug, number, pk)
    process = period.round.process
    must_set_up(process, request.user)
    form = QuestionForm(period, clauses_of(process.pk), typed(request))
    page = Editing(
        title=_("Ask a question"),
        lede=_("It is answered and compiled one by one, in every language of the period."),
        crumbs=[*crumbs_to(process, period.round), (_("Ask a question"), "")],
        save=_("Ask this question"),
        back=_round(period),
    )
    if request.method != "POST" or not form.is_valid():
        return shown(request, form, page)
    refusal = done(
        form,
        lambda: actions.add_question(period, **form.given(), clauses=form.clauses_chosen(), by=request.user),
    )
    if refusal is not None:
        return shown(request, form, page, refusal=refusal)
    messages.success(request, _("The question is asked."))
    return HttpResponseRedirect(_round(period))


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def question(request: DeskRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Change a question, as long as nobody has answered it."""
    found = question_at(request, slug, number, pk)
    must_set_up(found.period.round.process, request.user)
    concerns = clauses_of(found.period.round.process_id)
    is_fixed = was_answered(found)
    form = QuestionForm(found.period, concerns, typed(request), question=found, is_fixed=is_fixed)
    refusal, theirs = None, []
    if request.method == "POST" and form.is_valid():
        refusal = done(form, lambda: _store(request, found, form))
        if refusal is None:
            messages.success(request, _("It is saved."))
            return HttpResponseRedirect(_round(found.period))
        found = question_at(request, slug, number, pk)
        now = QuestionForm(found.period, concerns, question=found, is_fixed=is_fixed)
        theirs = both(form, now) if isinstance(refusal, Overtaken) else []
    title = _("Question %(number)d") % {"number": found.number}
    page = Editing(
        title=title,
        lede=_answered() if is_fixed else "",
        crumbs=[*crumbs_to(found.period.round.process, found.period.round), (title, "")],
        save=_("Save"),
        back=_round(found.period),
        edits=found.edits,
        more={"question": found, "round": found.period.round},
    )
    if not is_fixed:
        page.more["after"] = "secretariat/setting_up/_remove_question.html"
    return shown(request, form, page, refusal=refusal, theirs=theirs)


@require_POST
@form_on("secretariat:round", "slug", "number")
def move_question(request: DeskRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Let it change places with the one before (``up`` in the form) or after it."""
    found = question_at(request, slug, number, pk)
    return _made(request, found, lambda: asking.swap_question(found, up="up" in request.POST, by=request.user))


@require_POST
@form_on("secretariat:question")
def remove_question(request: DeskRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Ask it no longer."""
    found = question_at(request, slug, number, pk)
    return _made(request, found, lambda: asking.remove_question(found, by=request.user), _("The question is removed."))


def _store(request: DeskRequest, found: GuidingQuestion, form: QuestionForm) -> None:
    clauses = form.clauses_chosen() if "clauses" in form.fields else None
    asking.change_question(found, form.given(), clauses=clauses, seen=seen(request), by=request.user)


def _made(request: DeskRequest, found: GuidingQuestion, act: Callable[[], object], said: str = "") -> HttpResponse:
    """Make the act and go back to the round; a refusal is told there."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, str(refusal.sentence))
    else:
        if said:
            messages.success(request, said)
    return HttpResponseRedirect(_round(found.period))


def _answered() -> str:
    return _("Somebody has answered it already, so it stays as they read it. You can add languages that are missing.")


def _round(period: CommentPeriod) -> str:
    return reverse("secretariat:round", args=[period.round.process.slug, period.round.number]) + f"#period-{period.pk}"

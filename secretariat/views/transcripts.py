"""What came on paper, by e-mail or spoken, at the desk: entered, confirmed by its source, published."""

from typing import cast

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common import kept_forms
from common.numbers import whole_number
from common.refusals import Incomplete, NotAllowed, Refusal, status_of
from consultations.enums import Beside
from consultations.models import CommentPeriod
from consultations.roles import May, roles_that
from contributions import actions
from contributions.content import Content
from contributions.models import Contribution, TranscriptOriginal, transcript_of
from contributions.queries.published import is_sealed_for
from secretariat.access import DeskRequest, contribution_form, secretariat_page
from secretariat.transcript_forms import EnterForm, UnconfirmedForm
from secretariat.views.contribution import find, shown

# The newest comment periods to choose among; what is older than these is answered by letter.
NEWEST = 50


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def enter(request: DeskRequest) -> HttpResponse:
    """Say where something came from; then it is written down with the tools for writing."""
    periods = _periods(request)
    if request.method != "POST":
        now = timezone.localtime()
        fresh = {"received_on": now.date(), "received_time": now.time(), "period": request.GET.get("period", "")}
        kept = kept_forms.take(request).get("enter")
        return _form(request, EnterForm(kept, periods=periods, initial=fresh | _beside(request, periods)))
    form = EnterForm(request.POST, request.FILES, periods=periods)
    if not form.is_valid():
        return _form(request, form, status=422)
    try:
        draft = _entered(request, form)
    except Incomplete as refusal:
        for name, sentence in refusal.fields.items():
            form.add_error({"received_at": "received_on"}.get(name, name), str(sentence))
        return _form(request, form, status=422)
    except Refusal as refusal:
        form.add_error(None, str(refusal.sentence))
        return _form(request, form, status=status_of(refusal))
    messages.success(request, _("Now write down what it says. Then its source is asked to confirm it."))
    return redirect("web:draft_what", str(draft.pk))


@require_POST
@contribution_form
def ask(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask the source again by letter; the earlier address is void."""
    current = find(request, pk)
    try:
        actions.ask_again(current, by=request.user)
    except Refusal as refusal:
        return shown(request, find(request, pk), refusal=refusal)
    messages.success(
        request, _("Its source has another letter. The address in the earlier one does not work any more.")
    )
    return redirect("secretariat:contribution", pk)


@require_POST
@contribution_form
def sheet(request: DeskRequest, pk: int) -> HttpResponse:
    """A sheet to be printed, with the words and a fresh address at which to confirm them."""
    current = find(request, pk)
    _must_not_be_sealed(request, current)
    try:
        token = actions.ask_again(current, by=request.user)
    except Refusal as refusal:
        return shown(request, find(request, pk), refusal=refusal)
    content = Content.from_json(current.submission.content if current.submission else {})
    context = {
        "contribution": current,
        "process": current.round.process,
        "transcript": transcript_of(current),
        "content": content,
        "questions": list(current.period.questions.all()),
        "submission": current.submission,
        "address": settings.SITE_URL + reverse("web:transcript", args=[token]),
        "days": settings.TRANSCRIPT_DAYS,
    }
    return render(request, "secretariat/transcripts/sheet.html", context)


@require_POST
@contribution_form
def publish_unconfirmed(request: DeskRequest, pk: int) -> HttpResponse:
    """Let it be published without a confirmation, for a public reason."""
    current, form = find(request, pk), UnconfirmedForm(request.POST)
    if not form.is_valid():
        return shown(request, current, refusal=Incomplete(_("Nothing was changed yet.")), unconfirmed=form)
    try:
        actions.publish_unconfirmed(current, by=request.user, reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        return shown(request, find(request, pk), refusal=refusal, unconfirmed=form)
    messages.success(request, _("It can be published now, marked as not confirmed, with your reason beside it."))
    return redirect("secretariat:contribution", pk)


@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})
@secretariat_page
def original(request: DeskRequest, pk: int, file: int) -> HttpResponse:
    """A file of what really came, for everybody at this desk; where something was removed, sealed with the rest."""
    current = find(request, pk)
    found = get_object_or_404(TranscriptOriginal, pk=file, transcript=pk)
    _must_not_be_sealed(request, current)
    try:
        opened = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    served = FileResponse(opened, as_attachment=True, filename=found.name, content_type=found.media_type)
    return cast(HttpResponse, served)  # both are answers; the guard names only one


def _entered(request: DeskRequest, form: EnterForm) -> Contribution:
    original = form.stands_beside
    if original is None:
        return actions.enter_elsewhere(form.chosen, form.arrival, source=form.source, by=request.user)
    stands = Beside(form.cleaned_data["stands"])
    return actions.enter_beside(original, stands, form.arrival, source=form.source, by=request.user)


def _beside(request: DeskRequest, periods: list[CommentPeriod]) -> dict[str, object]:
    """What the form begins with where something came beside the contribution that the address names."""
    asked = whole_number(request.GET.get("beside", "")) or 0
    published = Contribution.objects.published().filter(round__process__in={each.round.process_id for each in periods})
    found = published.select_related("symbol", "round", "transcript").filter(pk=asked).first()
    if found is None or found.symbol is None:
        return {}
    own = [each.pk for each in periods if each.pk == found.period_id]
    of_process = [each.pk for each in periods if each.round.process_id == found.round.process_id]
    known = transcript_of(found)
    reach = {name: getattr(known, name) for name in ("contact", "email", "postal_address")} if known else {}
    return {"period": (own or of_process)[0], "beside": found.symbol.text, **reach}


def _must_not_be_sealed(request: DeskRequest, current: Contribution) -> None:
    if is_sealed_for(request.user, current):
        raise NotAllowed(_("What was removed is sealed. Only the head of this secretariat may open it."))


def _periods(request: DeskRequest) -> list[CommentPeriod]:
    mine = [pk for pk in request.processes if pk in request.user.processes_as(roles_that(May.MODERATE))]
    if not mine:
        raise Http404
    found = CommentPeriod.objects.public().filter(round__process__in=mine, opens_at__lte=timezone.now())
    return list(
        found.select_related("round__process")
        .prefetch_related("round__process__groups")
        .order_by("-closes_at")[:NEWEST]
    )


def _form(request: DeskRequest, form: EnterForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "crumbs": [(_("Desk"), reverse("secretariat:desk")), (_("Enter a contribution"), "")],
    }
    return render(request, "secretariat/transcripts/enter.html", context, status=status)

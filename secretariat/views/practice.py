"""How the desk works: service times, grounds for declining, templates. Everybody there reads it; the head sets it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.kept_forms import take
from common.localized import in_every_language, versions
from common.refusals import Refusal
from consultations import actions
from consultations.grounds import GROUNDS
from consultations.models import Ground, Process, ReasonTemplate, ServiceTimes
from consultations.queries.grounds import laid_over
from contributions.queries.redactions import grounds_from
from secretariat.access import DeskRequest, form_on, secretariat_page
from secretariat.practice_forms import GroundForm, TimesForm


@require_safe
@secretariat_page
def practice(request: DeskRequest) -> HttpResponse:
    """All of it, for each process whose desk the person reads."""
    templates = ReasonTemplate.objects.order_by("use", "language", "name", "pk")
    found = (
        Process.objects.filter(pk__in=request.processes)
        .select_related("service_times")
        .prefetch_related("grounds", "redaction_grounds", Prefetch("reason_templates", queryset=templates))
        .order_by("code", "pk")
    )
    parts = [
        {
            "process": process,
            "times": getattr(process, "service_times", None),
            "grounds": laid_over(process.grounds.all()),
            "removal_grounds": grounds_from(process.redaction_grounds.all()),
            "templates": process.reason_templates.all(),
            "may_set_up": request.user.has_perm("consultations.set_up", process),
            "may_work": request.user.has_perm("consultations.work_for", process),
        }
        for process in found
    ]
    context = {
        "parts": parts,
        "crumbs": [(_("Desk"), reverse("secretariat:desk")), (_("Service times and wordings"), "")],
    }
    return render(request, "secretariat/practice/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@form_on("secretariat:service_times")
def times(request: DeskRequest, slug: str) -> HttpResponse:
    """Set how soon the secretariat promises to act."""
    process = process_at(request, slug, "consultations.set_up")
    now = ServiceTimes.objects.filter(process=process).values("take_up", "answer", "publish").first()
    initial: dict[str, Any] = dict(now or {})
    form = TimesForm(request.POST or take(request).get("service_times"), initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.set_service_times(process, by=request.user, **form.cleaned_data)
        return stored(request, process, _("The service times are published."))
    return form_page(request, process, form, heading=_("Service times"), save=_("Publish them"))


@require_http_methods(["GET", "HEAD", "POST"])
@form_on("secretariat:add_ground")
def add_ground(request: DeskRequest, slug: str) -> HttpResponse:
    """Add a ground to the list of a process."""
    return _ground(request, process_at(request, slug, "consultations.set_up"), "")


@require_http_methods(["GET", "HEAD", "POST"])
@form_on("secretariat:ground")
def ground(request: DeskRequest, slug: str, code: str) -> HttpResponse:
    """Change the words of a ground, or take it out of what can be chosen."""
    process = process_at(request, slug, "consultations.set_up")
    if code not in GROUNDS and not process.grounds.filter(code=code).exists():
        raise Http404
    return _ground(request, process, code)


def _ground(request: DeskRequest, process: Process, code: str) -> HttpResponse:
    own = Ground.objects.filter(process=process, code=code).first()
    sentences = versions(own.sentence) if own else in_every_language(GROUNDS[code]) if code else {}
    given = request.POST or take(request).get("ground" if code else "add_ground")
    form = GroundForm(process, given, sentences=sentences, is_offered=own is None or own.is_offered)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_ground(
                process, code, by=request.user, sentence=form.sentences, is_offered=form.cleaned_data["is_offered"]
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return stored(request, process, _("The ground is in the published list."))
    return form_page(request, process, form, heading=_("Ground for declining"), save=_("Put it into the list"))


def process_at(request: DeskRequest, slug: str, permission: str) -> Process:
    """The process, if it is one of the person's desks and they may do this there; 404 otherwise."""
    process = get_object_or_404(Process, slug=slug, pk__in=request.processes)
    if not request.user.has_perm(permission, process):
        raise Http404
    return process


def stored(request: DeskRequest, process: Process, sentence: str) -> HttpResponseRedirect:
    """To the part of the process on the page of all, with what was done."""
    messages.success(request, sentence)
    return HttpResponseRedirect(f"{reverse('secretariat:practice')}#{process.slug}")


def form_page(
    request: DeskRequest, process: Process, form: forms.Form, *, heading: str, save: str, **more: object
) -> HttpResponse:
    """A page with one form: ``save`` is on its button; ``more``: a ``lede``, or the ``template`` that it changes."""
    way = [(_("Desk"), reverse("secretariat:desk")), (_("Service times and wordings"), reverse("secretariat:practice"))]
    crumbs = [*way, (heading, "")]
    context = {"process": process, "form": form, "heading": heading, "save": save, "crumbs": crumbs} | more
    return render(request, "secretariat/practice/form.html", context, status=422 if form.errors else 200)

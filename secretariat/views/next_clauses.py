"""Clauses that the chair adds to the next version, beside what was proposed."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common import kept_forms
from common.refusals import Incomplete, Refusal, status_of
from contributions import actions
from contributions.models import ChairClause
from secretariat.access import DeskRequest, secretariat_page
from secretariat.next_forms import ChairClauseForm
from secretariat.views.next_version import Desk, find, number
from texts.engine.outline import Outline, kind_after
from texts.models import TextVersion
from texts.queries import called

BEGINNING = "beginning"


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def add(request: DeskRequest, pk: int, after: str) -> HttpResponse:
    """A new clause after the one of this identity, or at the ``beginning`` of the text."""
    desk = find(request, pk)
    if desk.draft is None or not (desk.is_open or request.method == "POST"):
        return redirect("secretariat:next", pk)
    outline = _base(desk)
    before = next((each for each in outline if each.id == after), None)
    if before is None and after != BEGINNING:
        raise Http404
    form = ChairClauseForm(_typed(request, "next_clause_add"), initial={"kind": kind_after(before)})
    place, refusal = before.id if before else "", None
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_clause(desk.draft, after=place, **form.cleaned_data, by=request.user)
        except Refusal as refused:
            refusal = refused
        else:
            return _back(pk, place)
    return _shown(request, desk, form, refusal, place=_named(place, outline))


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def change(request: DeskRequest, pk: int, clause: int) -> HttpResponse:
    """Word it otherwise, or take it out (``act=remove``)."""
    desk = find(request, pk)
    if desk.draft is None or not (desk.is_open or request.method == "POST"):
        return redirect("secretariat:next", pk)
    stored = ChairClause.objects.filter(pk=clause, draft=desk.draft).first()
    if stored is None and request.method != "POST":
        raise Http404
    # For one that is gone the action says so, and the words stay in the form.
    current = stored or ChairClause(pk=clause, draft=desk.draft)
    stands = {"wording": current.wording, "kind": current.kind, "label": current.label}
    form = ChairClauseForm(_typed(request, "next_clause"), initial=stands)
    removes, step, refusal = request.POST.get("act") == "remove", number(request.POST.get("step", "")) or 0, None
    if request.method == "POST" and (removes or form.is_valid()):
        try:
            if removes:
                actions.remove_clause(current, step=step, by=request.user)
            else:
                actions.change_clause(current, **form.cleaned_data, step=step, by=request.user)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("The clause is taken out.") if removes else _("The clause is changed."))
            return _back(pk, current.place)
    place = _named(current.place, _base(desk)) if stored else ""
    return _shown(request, desk, form, refusal, place=place, clause=current)


def _base(desk: Desk) -> Outline:
    return TextVersion.objects.with_clauses().get(pk=desk.carrier.version_id).outline


def _named(place: str, outline: Outline) -> str:
    """Where the clause stands, in words."""
    before = next((each for each in outline if each.id == place), None)
    return called(before, outline) if before else _("the beginning of the text")


def _typed(request: DeskRequest, name: str) -> Mapping[str, str] | None:
    return request.POST if request.method == "POST" else kept_forms.take(request).get(name)


def _back(pk: int, place: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('secretariat:next', args=[pk])}{f'#p-{place}' if place else ''}")


def _shown(
    request: DeskRequest,
    desk: Desk,
    form: ChairClauseForm,
    refusal: Refusal | None,
    *,
    place: str,
    clause: ChairClause | None = None,
) -> HttpResponse:
    if not desk.may and request.method != "POST":
        return redirect("secretariat:next", desk.carrier.version_id)
    if isinstance(refusal, Incomplete):
        for name, sentence in refusal.fields.items():
            form.add_error(name if name in form.fields else None, str(sentence))
    here = _("The chair’s clause") if clause else _("A clause of the chair")
    context = desk.context(here) | {
        "form": form,
        "place": place,
        "clause": clause,
        "refusal": refusal if refusal and not isinstance(refusal, Incomplete) else None,
    }
    status = status_of(refusal) if refusal else 422 if form.errors else 200
    return render(request, "secretariat/texts/next/clause.html", context, status=status)

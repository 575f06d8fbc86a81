"""The next version as it would be issued, and issuing it."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from common import kept_forms
from common.refusals import Incomplete, Refusal, status_of
from consultations.models import Round
from consultations.symbols import render as symbol_text
from contributions import actions
from contributions.queries.disposing import fates, undisposed
from contributions.queries.drafting import fingerprint, work_on
from secretariat.access import DeskRequest, form_on, secretariat_page
from secretariat.next_forms import IssueForm
from secretariat.views.next_rows import Row
from secretariat.views.next_version import Desk, find
from texts.engine.successive import laid_over

VIEWS = {
    "clean": gettext_lazy("Clean text"),
    "inline": gettext_lazy("Changes marked in the text"),
    "side": gettext_lazy("Side by side"),
}


@require_safe
@secretariat_page
def preview(request: DeskRequest, pk: int) -> HttpResponse:
    """The whole text as it would be issued now (``?view=clean``), or as a redline against this version."""
    desk = find(request, pk)
    if desk.draft is None or not desk.is_open:
        return redirect("secretariat:next", pk)
    view = request.GET.get("view", "inline")
    view = view if view in VIEWS else "inline"
    work = work_on(desk.draft)
    context = desk.context(_("Preview")) | {
        "work": work,
        "view": view,
        "views": VIEWS.items(),
        "laid": laid_over(work.version.outline, work.outline),
    }
    return render(request, "secretariat/texts/next/preview.html", context)


@require_POST
@form_on("secretariat:next_preview")
def letter(request: DeskRequest, pk: int) -> HttpResponse:
    """Letter the clauses anew, or let each keep its label."""
    desk = find(request, pk)
    if desk.draft is None or not desk.is_open:
        return redirect("secretariat:next", pk)
    anew = request.POST.get("anew") == "1"
    actions.letter(desk.draft, anew=anew, by=request.user)
    messages.success(request, _("The clauses are lettered anew.") if anew else _("Each clause keeps its letter."))
    return redirect("secretariat:next_preview", pk)


@require_safe
@secretariat_page
def confirm(request: DeskRequest, pk: int) -> HttpResponse:
    """What is still open, and the button."""
    desk = find(request, pk)
    if not desk.is_open:
        return redirect("secretariat:next", pk)
    return _shown(request, desk, typed=kept_forms.take(request).get("next_issue"))


@require_POST
@form_on("secretariat:next_confirm")
def issue(request: DeskRequest, pk: int) -> HttpResponse:
    """Issue it; from then on it is public and never changes."""
    desk = find(request, pk)
    if desk.draft is None or not desk.is_open:
        return redirect("secretariat:next", pk)
    form = _form(desk, is_open=True, data=request.POST)
    if not form.is_valid():
        return _shown(request, desk, typed=request.POST, status=422)
    try:
        version = actions.issue(desk.draft, seen=request.POST.get("seen", ""), **form.given(), by=request.user)
    except Refusal as refusal:
        return _shown(request, desk, typed=request.POST, refusal=refusal)
    said = _("%(symbol)s is issued. Those who proposed changes are told.") % {"symbol": version.symbol}
    messages.success(request, said)
    return redirect("web:outcome", desk.carrier.symbol.process.slug, desk.carrier.symbol.text)


def _form(desk: Desk, *, is_open: bool, data: Mapping[str, str] | None = None) -> IssueForm:
    symbol = desk.carrier.symbol
    rounds = list(Round.objects.filter(process=symbol.process_id).order_by("-number"))
    return IssueForm(rounds, revision=_revision(desk), is_open=is_open, data=data)


def _revision(desk: Desk) -> str:
    """What its symbol would be if it replaced this version now: information, not a promise."""
    symbol = desk.carrier.symbol
    beside = symbol.round.symbols.filter(number=symbol.number, modifier__startswith="Rev.")
    last = max((int(each[4:]) for each in beside.values_list("modifier", flat=True)), default=0)
    process = symbol.process
    return symbol_text(
        process.symbol_grammar,
        process=process.code,
        round_number=symbol.round.number,
        number=symbol.number,
        modifier=f"Rev.{last + 1}",
    )


def _shown(
    request: DeskRequest,
    desk: Desk,
    *,
    typed: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    assert desk.draft is not None  # noqa: S101 - the callers have looked
    work = work_on(desk.draft)
    found = fates(work)
    left = undisposed(found)
    is_open = bool(work.undecided or work.waiting or left)
    form = _form(desk, is_open=is_open, data=typed)
    if isinstance(refusal, Incomplete):
        for name, sentence in refusal.fields.items():
            form.add_error(name if name in form.fields else None, str(sentence))
    context = desk.context(_("Issue it")) | {
        "work": work,
        "form": form,
        "seen": fingerprint(work),
        "is_open": is_open,
        "undecided": [Row(place, work, None) for place in work.undecided],
        "undisposed": [Row(place, work, None) for place in dict.fromkeys(each.place for each in left)],
        "left": len(left),
        "contradictory": [Row(each.place, work, None) for each in found if each.contradicts],
        "with_removed": [Row(place, work, None) for place in work.with_removed[0]],
        "own_with_removed": work.with_removed[1],
        "refusal": refusal if refusal and not isinstance(refusal, Incomplete) else None,
    }
    answer = status_of(refusal) if refusal else status
    return render(request, "secretariat/texts/next/issue.html", context, status=answer)

"""Deciding about the dates of a comment period: say it, look at what would happen, confirm it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from common import kept_forms
from common.refusals import Incomplete, Refusal, status_of
from consultations import actions as consultations
from consultations.actions.permission import must_set_up
from consultations.enums import Act
from consultations.lifecycle import POSSIBLE
from consultations.models import CommentPeriod, PeriodAct
from consultations.queries import caution_in_words
from contributions import actions, notices
from secretariat.access import DeskRequest, secretariat_page
from secretariat.periods.act_forms import ActForm
from secretariat.periods.manners import MANNERS
from secretariat.views.periods.finding import act_called, crumbs_to, period_of
from secretariat.views.setting_up.finding import seen

DOORS: dict[Act, Callable[..., PeriodAct]] = {
    Act.OPEN: consultations.open_period,
    Act.RESCHEDULE: actions.reschedule_period,
    Act.EXTEND: actions.extend_period,
    Act.SHORTEN: actions.shorten_period,
    Act.REOPEN: actions.reopen_period,
    Act.CANCEL: actions.cancel_period,
}


@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_page
def act(request: DeskRequest, pk: int, name: str) -> HttpResponse:
    """Ask for the dates and the reason; show what would come of them; do it once that is confirmed.

    In the form, ``confirmed`` does it, ``mend`` goes back to what was typed.
    """
    chosen, found = act_called(name), period_of(request, pk)
    must_set_up(found.round.process, request.user)
    if not _is_possible(found, chosen) and request.method != "POST":
        return redirect("secretariat:period", pk)
    kept = kept_forms.take(request).get("period_act")
    form = ActForm(chosen, found, request.POST if request.method == "POST" else kept)
    if request.method != "POST":
        return _reviewed(request, found, chosen, form) if chosen == Act.OPEN else _asked(request, found, chosen, form)
    if not form.is_valid() or "mend" in request.POST:
        return _asked(request, found, chosen, form)
    if "confirmed" not in request.POST:
        return _reviewed(request, found, chosen, form)
    try:
        DOORS[chosen](found, **form.given(), by=request.user, seen=seen(request))
    except Refusal as refusal:
        return _refused(request, pk, chosen, form, refusal)
    messages.success(request, str(MANNERS[chosen].done))
    return redirect("secretariat:period", pk)


def _is_possible(period: CommentPeriod, act: Act) -> bool:
    state = period.state(at=timezone.now()) if period.public_at else None
    return state in POSSIBLE[act]


def _reviewed(request: DeskRequest, period: CommentPeriod, act: Act, form: ActForm) -> HttpResponse:
    """What would happen, before it does: old and new dates, what there is to think of, how many are told."""
    given = form.given() if form.is_bound else {}
    step = seen(request) if request.method == "POST" else period.step
    try:
        would_be = consultations.weigh(period, act, **given, by=request.user, seen=step)
    except Refusal as refusal:
        return _refused(request, period.pk, act, form, refusal)
    thoughts = [*(caution_in_words(each) for each in would_be.cautions), *form.doubts]
    context = _context(period, act, form) | {
        "would_be": would_be,
        "thoughts": list(dict.fromkeys(thoughts)),
        "zone": form.typed_in or period.time_zone,
        "told": notices.how_many_are_told(period),
        "opens_at_once": would_be.opens_at <= would_be.at,
    }
    return render(request, "secretariat/periods/confirm.html", context)


def _refused(request: DeskRequest, pk: int, act: Act, form: ActForm, refusal: Refusal) -> HttpResponse:
    """With what was typed, and the period as it stands now."""
    if isinstance(refusal, Incomplete):
        form.refuse(refusal.fields)
    return _asked(request, period_of(request, pk), act, form, refusal=refusal)


def _asked(
    request: DeskRequest, period: CommentPeriod, act: Act, form: ActForm, *, refusal: Refusal | None = None
) -> HttpResponse:
    status = status_of(refusal) if refusal else 422 if form.errors else 200
    context = _context(period, act, form) | {
        "refusal": None if isinstance(refusal, Incomplete) and refusal.fields else refusal,
        "is_possible": _is_possible(period, act),
    }
    return render(request, "secretariat/periods/act.html", context, status=status)


def _context(period: CommentPeriod, act: Act, form: ActForm) -> dict[str, Any]:
    return {
        "period": period,
        "round": period.round,
        "process": period.round.process,
        "act": act,
        "manner": MANNERS[act],
        "form": form,
        "state": period.state(at=timezone.now()) if period.public_at else "prepared",
        "at": timezone.now(),
        "crumbs": crumbs_to((str(MANNERS[act].title), ""), period=period),
    }

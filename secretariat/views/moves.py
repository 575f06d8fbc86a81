"""What is done at the desk: each move is one form, one page, one call inwards."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.languages import active
from common.lines import isolated
from common.numbers import whole_number
from common.refusals import Incomplete, Refusal
from contributions import actions
from contributions.enums import Move
from contributions.models import Contribution
from secretariat import presence
from secretariat.access import DeskRequest, contribution_form
from secretariat.forms import ReasonForm
from secretariat.offers import MANNERS, reason_form
from secretariat.views.contribution import find, list_of, shown


@require_POST
@contribution_form
def take_up(request: DeskRequest, pk: int) -> HttpResponse:
    current = find(request, pk)
    return _made(request, current, Move.TAKE_UP, lambda: actions.take_up(current, by=request.user, **_read(request)))


@require_POST
@contribution_form
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    current, again = find(request, pk), request.POST.get("again") == "1"
    return _made(
        request,
        current,
        Move.PUBLISH,
        lambda: actions.publish(current, by=request.user, again=again, **_read(request)),
    )


@require_POST
@contribution_form
def return_to_author(request: DeskRequest, pk: int) -> HttpResponse:
    current = find(request, pk)
    return _made_with_reason(
        request,
        current,
        Move.RETURN,
        lambda said: actions.return_to_author(current, by=request.user, reason=said["reason"], **_read(request)),
    )


@require_POST
@contribution_form
def decline(request: DeskRequest, pk: int) -> HttpResponse:
    current = find(request, pk)
    return _made_with_reason(
        request,
        current,
        Move.DECLINE,
        lambda said: actions.decline(
            current, by=request.user, reason=said["reason"], code=said["code"], **_read(request)
        ),
    )


@require_POST
@contribution_form
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    current = find(request, pk)
    return _made_with_reason(
        request,
        current,
        Move.WITHDRAW,
        lambda said: actions.withdraw(current, by=request.user, reason=said["reason"], **_read(request)),
    )


@require_POST
@contribution_form
def confirm_source(request: DeskRequest, pk: int, named: int) -> HttpResponse:
    """State that a source really speaks here."""
    current = find(request, pk)
    source = get_object_or_404(current.sources.select_related("source"), pk=named)
    try:
        actions.confirm_source(source, by=request.user)
    except Refusal as refusal:
        return shown(request, find(request, pk), refusal=refusal)
    return back(request, current, _("%(source)s is confirmed.") % {"source": isolated(source.source.name_in(active()))})


@require_POST
@contribution_form
def show_as_invited(request: DeskRequest, pk: int, named: int) -> HttpResponse:
    """Wait no longer for a source that was invited to join."""
    current = find(request, pk)
    source = get_object_or_404(current.sources.select_related("source"), pk=named)
    try:
        actions.show_as_invited(source, by=request.user)
    except Refusal as refusal:
        return shown(request, find(request, pk), refusal=refusal)
    called = {"source": isolated(source.source.name_in(active()))}
    return back(request, current, _("%(source)s is shown as invited when this is published.") % called)


def _read(request: DeskRequest) -> dict[str, Any]:
    """What stood on the page where the button was pressed: the number of the submission, and the last remark."""
    return {"seen": number_in(request, "seen"), "heard": number_in(request, "heard")}


def number_in(request: DeskRequest, name: str) -> int | None:
    """A number that stood on the page where the button was pressed, by the name of its hidden field; None without."""
    return whole_number(request.POST.get(name, ""))


def _made_with_reason(
    request: DeskRequest, current: Contribution, move: Move, act: Callable[[dict[str, str]], object]
) -> HttpResponse:
    form = reason_form(current, move, request.POST)
    if "fill" in request.POST:
        return shown(request, current, typed={move: reason_form(current, move, **form.filled())})
    if not form.is_valid():
        return shown(request, current, refusal=Incomplete(_("Nothing was changed yet.")), typed={move: form})
    return _made(request, current, move, lambda: act(form.cleaned_data), form=form)


def _made(
    request: DeskRequest,
    current: Contribution,
    move: Move,
    act: Callable[[], object],
    *,
    form: ReasonForm | None = None,
) -> HttpResponse:
    """Make the move and go back to the page; a refusal is told there, beside the state as it is now."""
    try:
        act()
    except Refusal as refusal:
        if form and isinstance(refusal, Incomplete):
            for field, sentence in (refusal.fields or {"reason": refusal.sentence}).items():
                form.add_error(field, str(sentence))
        return shown(request, find(request, current.pk), refusal=refusal, typed={move: form} if form else None)
    if move is not Move.TAKE_UP:
        presence.leave(current.pk, request.user.pk)
    symbol = current.symbol.text if current.symbol else ""
    return back(request, current, MANNERS[move].done % {"symbol": symbol})


def back(request: DeskRequest, current: Contribution, sentence: str) -> HttpResponseRedirect:
    """To the page of the contribution, with what was done."""
    messages.success(request, sentence)
    page = reverse("secretariat:contribution", args=[current.pk])
    wanted = list_of(request)
    return HttpResponseRedirect(f"{page}?{urlencode({'list': wanted})}" if wanted else page)

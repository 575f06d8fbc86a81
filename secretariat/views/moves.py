"""What is done at the desk: each move is one form, one page, one call inwards."""

import re
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.languages import active
from common.refusals import Incomplete, Refusal
from contributions import actions
from contributions.enums import Move
from contributions.models import Contribution
from secretariat.access import DeskRequest, contribution_form
from secretariat.forms import ReasonForm, RemarkForm
from secretariat.offers import MANNERS
from secretariat.views.contribution import find, shown


@require_POST
@contribution_form
def take_up(request: DeskRequest, pk: int) -> HttpResponse:
    current = find(request, pk)
    return _made(request, current, Move.TAKE_UP, lambda: actions.take_up(current, by=request.user))


@require_POST
@contribution_form
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    current = find(request, pk)
    return _made(request, current, Move.PUBLISH, lambda: actions.publish(current, by=request.user, seen=_seen(request)))


@require_POST
@contribution_form
def return_to_author(request: DeskRequest, pk: int) -> HttpResponse:
    current = find(request, pk)
    return _made_with_reason(
        request,
        current,
        Move.RETURN,
        lambda words: actions.return_to_author(current, by=request.user, reason=words, seen=_seen(request)),
    )


@require_POST
@contribution_form
def decline(request: DeskRequest, pk: int) -> HttpResponse:
    current = find(request, pk)
    return _made_with_reason(
        request,
        current,
        Move.DECLINE,
        lambda words: actions.decline(current, by=request.user, reason=words, seen=_seen(request)),
    )


@require_POST
@contribution_form
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    current = find(request, pk)
    return _made_with_reason(
        request, current, Move.WITHDRAW, lambda words: actions.withdraw(current, by=request.user, reason=words)
    )


@require_POST
@contribution_form
def remark(request: DeskRequest, pk: int) -> HttpResponse:
    """Say something to the author and the colleagues."""
    current = find(request, pk)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return shown(request, current, refusal=Incomplete(_("Write something first.")), remark=form)
    try:
        actions.remark(current, form.cleaned_data["text"], by=request.user)
    except Refusal as refusal:
        return shown(request, current, refusal=refusal, remark=form)
    return _back(request, current, _("Your remark is stored."))


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
    return _back(request, current, _("%(source)s is confirmed.") % {"source": source.source.name_in(active())})


def _seen(request: DeskRequest) -> int | None:
    """The number of the submission that stood on the page where the button was pressed."""
    number = request.POST.get("seen", "")
    return int(number) if re.fullmatch(r"[0-9]{1,9}", number) else None


def _made_with_reason(
    request: DeskRequest, current: Contribution, move: Move, act: Callable[[str], object]
) -> HttpResponse:
    form = ReasonForm(move, request.POST)
    if not form.is_valid():
        return shown(request, current, refusal=Incomplete(_("Nothing was changed yet.")), typed={move: form})
    return _made(request, current, move, lambda: act(form.cleaned_data["reason"]), form=form)


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
            form.add_error("reason", str(refusal.sentence))
        return shown(request, find(request, current.pk), refusal=refusal, typed={move: form} if form else None)
    symbol = current.symbol.text if current.symbol else ""
    return _back(request, current, MANNERS[move].done % {"symbol": symbol})


def _back(request: DeskRequest, current: Contribution, sentence: str) -> HttpResponseRedirect:
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse("secretariat:contribution", args=[current.pk]))

"""Everything of a round, to take away: what is short at once, what is long from a worker."""

from typing import Any

from csp.decorators import csp_replace
from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.counting import exceeds
from common.refusals import TooMuch
from consultations.models import Round
from exports import actions
from exports.enums import FORMATS, Format, Order, What
from exports.making import made
from exports.naming import file_name
from exports.queries.size import is_short
from web.context import reader
from web.made_files import kept, sent
from web.views.reading.finding import crumbs_to, page_context, round_of

from .by_question import order_of


class AskForm(forms.Form):
    """Which file is wanted."""

    what = forms.ChoiceField(choices=What.choices)
    format = forms.ChoiceField(choices=Format.choices)
    order = forms.ChoiceField(choices=Order.choices, required=False)


@require_safe
def take_away(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Every file that there is of the round, in the order that the address asks for."""
    round_ = round_of(slug, number)
    context = page_context(
        request,
        process=round_.process,
        round=round_,
        compilation=_offer(What.COMPILATION, round_),
        index=_offer(What.INDEX, round_),
        order=order_of(request),
        orders=Order.choices,
        crumbs=[*crumbs_to(round_.process, round_), (_("To take away"), "")],
    )
    return render(request, "web/output/take_away.html", context)


@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})  # type: ignore[arg-type]  # its types know no arguments
def file(request: HttpRequest, slug: str, number: int, what: str, kind: str) -> HttpResponse:
    """One file made at once, in the reader's language; where that would take long, the page that has it made."""
    if kind not in FORMATS.get(what, ()) or what == What.ARCHIVE:
        raise Http404
    round_, order = round_of(slug, number), order_of(request)
    if not is_short(what, round_):
        return redirect("web:take_away", slug, number)
    found = kept(f"{what}.{kind}:{round_.pk}:{order}", lambda: made(what, kind, round_, order=order))
    return sent(request, found, kind, file_name(what, round_))


@require_POST
def ask(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Have a worker make a file, and go to the page that says how far it is."""
    round_ = round_of(slug, number)
    form = AskForm(request.POST)
    if not form.is_valid():
        return redirect("web:take_away", slug, number)
    if exceeds(request, "exports", 1, most=settings.EXPORTS_PER_HOUR):
        raise TooMuch(_("Many files have been asked for from your network in this hour. Try again in an hour."))
    wanted = form.cleaned_data
    export = actions.ask(
        round_,
        what=wanted["what"],
        format=wanted["format"],
        order=wanted["order"] or Order.SYMBOL,
        by=reader(request),
    )
    return redirect("web:export", export.pk)


def _offer(what: What, round_: Round) -> dict[str, Any]:
    return {
        "what": what.value,
        "formats": [(each.value, each.label) for each in FORMATS[what]],
        "at_once": is_short(what, round_),
    }

"""Throwing away what was only prepared: what exactly would go, or why it stays; confirmed, it is gone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.refusals import Refusal, status_of
from consultations.actions.permission import must_issue, must_set_up
from consultations.models import Document, Process, Round
from contributions import actions
from contributions.queries.hanging import Prepared, process_of, what_goes
from secretariat.access import DeskRequest, may_enter, parting_page, secretariat_page
from secretariat.views.setting_up.finding import Crumbs, crumbs_to, document_at, process_at, round_at
from stakeholders.models import Person

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@parting_page
def process(request: DeskRequest, slug: str) -> HttpResponse:
    """A process; its last desk may go with it."""
    found = process_at(request, slug)
    after = "secretariat:processes"
    return asked_or_done(request, found, back=reverse("secretariat:process", args=[slug]), after=reverse(after))


@require_http_methods(METHODS)
@secretariat_page
def round_(request: DeskRequest, slug: str, number: int) -> HttpResponse:
    """A round, such as a copy that was made by mistake."""
    found = round_at(request, slug, number)
    back = reverse("secretariat:round", args=[slug, number])
    return asked_or_done(request, found, back=back, after=reverse("secretariat:process", args=[slug]))


@require_http_methods(METHODS)
@secretariat_page
def document(request: DeskRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """A document with its files."""
    found = document_at(request, slug, number, pk)
    back = reverse("secretariat:document", args=[slug, number, pk])
    return asked_or_done(request, found, back=back, after=page_of(found.round))


def asked_or_done(request: DeskRequest, thing: Prepared, *, back: str, after: str) -> HttpResponse:
    """Ask once more, and throw it away; ``back`` is its own page, ``after`` where one is when it is gone."""
    must = must_issue if isinstance(thing, Document) else must_set_up
    must(process_of(thing), request.user)
    if request.method != "POST":
        return _asked(request, thing, back)
    try:
        actions.throw_away(thing, seen=request.POST.get("seen", ""), by=request.user)
    except Refusal as refusal:
        return _asked(request, thing, back, refusal=refusal)
    messages.success(request, _("It is thrown away. The record keeps that it was there."))
    if not isinstance(thing, Process):
        return redirect(after)
    # Their roles were asked before; one is gone.
    return redirect(after if may_enter(Person.objects.get(pk=request.user.pk)) else "web:me")


def _asked(request: DeskRequest, thing: Prepared, back: str, *, refusal: Refusal | None = None) -> HttpResponse:
    going = what_goes(thing)
    context = {
        "going": going,
        "process": process_of(thing),
        "title": thing.wording,
        "rounds": [each for each in going.rounds if each is not going.thing],
        "periods": [each for each in going.periods if each is not going.thing],
        "documents": [each for each in going.documents if each is not going.thing],
        "back": back,
        "refusal": None if going.keeps else refusal,
        "crumbs": _way_to(thing, back),
    }
    status = status_of(refusal) if refusal else 200
    return render(request, "secretariat/setting_up/throw_away.html", context, status=status)


def _way_to(thing: Prepared, back: str) -> Crumbs:
    here = (_("Throw it away"), "")
    if isinstance(thing, Process):
        return crumbs_to(thing, None, here)
    if isinstance(thing, Round):
        return crumbs_to(thing.process, thing, here)
    return crumbs_to(thing.round.process, thing.round, (thing.wording.text, back), here)


def page_of(found: Round) -> str:
    """The desk's page of a round."""
    return reverse("secretariat:round", args=[found.process.slug, found.number])

"""Where somebody says whether what a portal brought in their name is theirs: without an account, without scripts."""

from collections.abc import Callable
from functools import partial
from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Refusal, status_of
from contributions import actions
from contributions.content import Content
from contributions.models import ContributionFile, Referral
from contributions.queries.amending import proposals_of
from contributions.queries.referrals import EXPIRED, WAITING, by_token, confirm_before, state_of
from stakeholders.models import Person
from web.context import reader
from web.views.drafts.access import private
from web.views.drafts.frame import foreseen
from web.views.drafts.preview import handed_out
from web.views.drafts.speakers import speakers_of

LONGEST_TOKEN = 64


@require_safe
@private
def referral(request: HttpRequest, token: str) -> HttpResponse:
    """What came, through whom, and until when it can be confirmed. Nothing happens by looking: mail programs look too.

    410 for what nobody can confirm any more.
    """
    return _page(request, _found(token), token)


@require_POST
@private
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """These are my words: they are sent now."""
    return _answer(request, token, partial(actions.confirm_referral, told=request.POST.get("lane", "")))


@require_POST
@private
def refuse(request: HttpRequest, token: str) -> HttpResponse:
    """I did not write this."""
    return _answer(request, token, actions.refuse_referral)


@require_safe
@csp_replace({"default-src": ["'none'"], "sandbox": True})
@private
def file(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """A file that came along, while its reader is asked; as an attachment, never as a page of ours."""
    found = _found(token)
    if state_of(found, at=timezone.now()) != WAITING:
        raise Http404
    return handed_out(get_object_or_404(ContributionFile, pk=pk, contribution=found.contribution_id))


def _answer(request: HttpRequest, token: str, act: Callable[[str], object]) -> HttpResponse:
    _found(token)
    try:
        act(token)
    except Refusal as refusal:
        return _page(request, _found(token), token, refusal=refusal)
    return redirect("web:referral", token)


def _found(token: str) -> Referral:
    found = by_token(token) if len(token) <= LONGEST_TOKEN and "\x00" not in token else None
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: Referral, token: str, *, refusal: Refusal | None = None) -> HttpResponse:
    state, person = state_of(found, at=timezone.now()), reader(request)
    context: dict[str, Any] = {
        "referral": found,
        "portal": found.portal,
        "period": found.period,
        "process": found.period.round.process,
        "state": state,
        "token": token,
        "refusal": refusal,
        "other": person if person is not None and person.email.casefold() != found.email.casefold() else None,
    }
    if state == WAITING and found.contribution is not None:
        context |= _what_came(found)
    status = status_of(refusal) if refusal else 410 if state == EXPIRED else 200
    return render(request, "web/portals/referral.html", context, status=status)


def _what_came(found: Referral) -> dict[str, Any]:
    """What its reader has to know before they answer: the words, who speaks, and in which lane it would be now."""
    contribution = found.contribution
    assert contribution is not None  # noqa: S101  # what waits has its words
    content = Content.from_json(contribution.content)
    # The name of an account stays: whoever reads the mail there may know it, and reads what will be published.
    writer = Person.objects.filter(email__iexact=found.email).exclude(name="").first() or Person(name=found.name)
    return {
        "contribution": contribution,
        "content": content,
        "proposals": proposals_of(content),
        "questions": list(found.period.questions.all()),
        "speakers": speakers_of(contribution.speaking, content.sources, person=writer),
        "before": confirm_before(found),
        "foreseen": foreseen(contribution, at=timezone.now()),
    }

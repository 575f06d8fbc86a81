"""Who opens which draft: by its private address, or signed in as somebody who speaks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from common import kept_forms
from contributions import drafts
from contributions.actions.draft import EDITABLE
from contributions.enums import State
from contributions.models import Contribution
from contributions.queries.mine import in_full
from stakeholders.models import Person
from web.context import reader

P = ParamSpec("P")
# A token has 32 characters; a shorter number is the id of a contribution that somebody owns.
LONGEST_ID = 18
# Where a form stands that waits for its sender to sign in, if there is something to look at.
STANDS_ON = {
    "draft_who": "draft_who",
    "draft_what": "draft_what",
    "draft_submit": "draft_preview",
    "draft_missing": "draft_changes",
    "draft_change": "draft_change",
    "draft_new_clause": "draft_new_clause",
    "draft_understood": "draft_understood",
}


@dataclass
class Draft:
    """A contribution that this reader may write, with the key of its address."""

    contribution: Contribution
    key: str
    person: Person | None

    @property
    def is_unclaimed(self) -> bool:
        """Begun without signing in: whoever has the address can go on."""
        return self.contribution.author_id is None

    def url(self, name: str, *more: object) -> str:
        """The address of one of its pages: ``draft.url("draft_what")``."""
        return reverse(f"web:{name}", args=[self.key, *more])


DraftView = Callable[Concatenate[HttpRequest, Draft, P], HttpResponseBase]


def private(view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Pages that are nobody else's business: kept by no cache, found by no search engine."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


def with_draft(view: DraftView[P]) -> Callable[..., HttpResponseBase]:
    """Give the view the draft behind ``key``; 404 for who may not see it; first to sign in where that may help.

    What a form brought along when somebody turned out to be signed out waits in the session, and
    stands in the form again afterwards (``common.kept_forms``). What can no longer be written is shown as it is.
    """

    @private
    @wraps(view)
    def answer(request: HttpRequest, key: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        person = reader(request)
        if person is None and _is_number(key):
            # Numbers can be guessed: whether there is something is told only to whoever may see it.
            return _to_sign_in(request, key)
        contribution = find(key)
        draft = Draft(contribution, key, person)
        if not _may_write(draft):
            if person is not None:
                raise Http404
            return _to_sign_in(request, key)
        if contribution.state not in EDITABLE:
            return redirect("web:contribution_mine", contribution.pk)
        return view(request, draft, *args, **kwargs)

    return answer


def find(key: str) -> Contribution:
    """The contribution with this token, or with this number; 404 where there is none."""
    found = in_full().filter(pk=int(key)).first() if _is_number(key) else drafts.find(key)
    if found is None or (_is_number(key) and found.author_id is None):
        raise Http404
    return found


def _is_number(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) <= LONGEST_ID


def _may_write(draft: Draft) -> bool:
    if draft.is_unclaimed and draft.contribution.state == State.DRAFT:
        return True
    return draft.person is not None and draft.person.has_perm("contributions.edit", draft.contribution)


def _to_sign_in(request: HttpRequest, key: str) -> HttpResponse:
    """Back to the same page; a form that saves by itself is on the writer's device and is not kept here."""
    if request.method != "POST":
        return redirect_to_login(request.path)
    match = request.resolver_match
    page = STANDS_ON.get(match.url_name or "") if match else None
    if match is None or page is None:
        return redirect_to_login(reverse("web:draft_preview", args=[key]))
    return kept_forms.to_sign_in(request, reverse(f"web:{page}", kwargs=match.kwargs))

"""The letters that the house has written. In a demonstration everybody reads them here; nothing is sent."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consultations.roles import May, roles_that
from contributions.queries import desk
from contributions.queries.redactions import sealed_among
from notifications.models import Letter
from secretariat.access import secretariat_page
from secretariat.letters import state_of, with_links
from secretariat.paging import sheet

PAGE = 30
ORDER = ("-created_at", "-pk")
# A letter holds other people's words: nothing in it may run, send or load, and its page belongs to no origin.
SANDBOX = "; ".join(
    [
        "sandbox",
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)


def letter_page(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open to everybody while this is a demonstration; else to the desk only, with its second factor."""
    at_the_desk = secretariat_page(page)

    @wraps(page)
    def chosen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return page(request, *args, **kwargs) if settings.DEMO else at_the_desk(request, *args, **kwargs)

    return never_cache(chosen)


@require_safe
@letter_page
def outbox(request: HttpRequest) -> HttpResponse:
    """All letters, newest first."""
    listing = sheet(request, _letters(request), ORDER, size=PAGE)
    context = {
        "listing": listing,
        "letters": _all_shown(request, listing.rows),
        "open_to_all": settings.DEMO,
    }
    return render(request, "secretariat/outbox/list.html", context, status=listing.status)


@require_safe
@letter_page
def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One letter, its text with links to our own pages."""
    found = get_object_or_404(_letters(request), pk=pk)
    (shown,) = _all_shown(request, [found])
    context = shown | {
        "text": "" if shown["is_sealed"] or shown["has_key"] else with_links(found.text),
        "open_to_all": settings.DEMO,
        "crumbs": [(_("Letters"), reverse("secretariat:outbox")), (found.subject_line, "")],
    }
    return render(request, "secretariat/outbox/letter.html", context)


@require_safe
@letter_page
def letter_html(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The HTML version as the reader's mail program shows it, locked into a sandbox."""
    found = get_object_or_404(_letters(request).exclude(html=""), pk=pk)
    if _sealed(request, [found]) or _has_key(found):
        raise Http404
    return HttpResponse(found.html, headers={"Content-Security-Policy": SANDBOX, "Referrer-Policy": "no-referrer"})


def _letters(request: Any) -> QuerySet[Letter]:
    """In a demonstration all; else those about the processes of this desk, never the letters of an account."""
    letters = Letter.objects.select_related("person")
    return letters if settings.DEMO else desk.letters_about(letters, request.processes)


def _has_key(letter: Letter) -> bool:
    """Could whoever reads it here answer in its reader's place? A demonstration shows even that."""
    return not settings.DEMO and letter.family in desk.WITH_A_KEY


def _sealed(request: Any, found: Sequence[Letter]) -> set[UUID]:
    return sealed_among(found, judging=None if settings.DEMO else request.user.processes_as(roles_that(May.MODERATE)))


def _all_shown(request: Any, found: Sequence[Letter]) -> list[dict[str, Any]]:
    """What is shown of each. Of one that may hold words that were removed since, neither subject line nor text."""
    sealed, at = _sealed(request, found), timezone.now()
    for each in found:
        if each.pk in sealed:
            each.subject_line = _("A letter from before something was removed")
    return [
        {
            "letter": each,
            "state": each.state(at=at),
            "state_label": state_of(each.state(at=at)),
            "is_sealed": each.pk in sealed,
            "has_key": _has_key(each),
        }
        for each in found
    ]

"""The letters that the house has written. In a demonstration everybody reads them here; nothing is sent."""

from collections.abc import Callable, Sequence
from functools import wraps
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common.refusals import Incomplete, NotPossible, Refusal, status_of
from consultations.roles import May, roles_that
from contributions import actions
from contributions.queries import desk
from contributions.queries.outbox import (
    COUNTED,
    MANY,
    MOST_COUNTED,
    counted,
    letters_read_at,
    narrowed,
    own_letters,
    walked_or_looked_up,
)
from contributions.queries.redactions import sealed_among
from notifications.enums import State
from notifications.models import Letter, LetterQuerySet
from secretariat.access import DeskRequest, form_on, secretariat_page
from secretariat.letter_forms import AskForm, EditForm
from secretariat.letters import at_the_desk, called, reason_of, state_of, to_whom, with_links
from secretariat.paging import sheet

PAGE = 30
MOST_AT_ONCE = 100
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
NOT_ARRIVED = (State.FAILED, State.BOUNCED)


def letter_page(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open to everybody while this is a demonstration; else to the desk only, with its second factor."""
    at_desk = secretariat_page(page)

    @wraps(page)
    def chosen(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return page(request, *args, **kwargs) if settings.DEMO else at_desk(request, *args, **kwargs)

    return never_cache(chosen)


@require_safe
@letter_page
def outbox(request: HttpRequest) -> HttpResponse:
    """All letters, newest first; those to many stand as mailings on a page of their own, but in a demonstration."""
    form, at = AskForm(request.GET), timezone.now()
    processes = None if settings.DEMO else request.processes  # type: ignore[attr-defined]  # of a DeskRequest
    letters = Letter.objects.all() if processes is None else own_letters(processes)
    found = narrowed(letters, form.asked, at=at, processes=processes)
    if processes is not None and not form.asked.words and form.asked.state in MANY:
        found = walked_or_looked_up(found, processes)
    listing = sheet(request, found.select_related("person", "words"), ORDER, size=PAGE)
    context = {
        "listing": listing,
        "letters": shown(request, listing.rows),
        "numbers": [] if processes is None else _numbers(letters, processes, at),
        "form": AskForm(initial={"state": form.asked.state, "family": form.asked.family, "q": form.asked.words}),
        "is_asked": bool(form.asked),
        "is_narrowed": bool(form.asked.state or form.asked.family),
        "may_resend": form.asked.state in NOT_ARRIVED and _may_work(request),
        "open_to_all": settings.DEMO,
    }
    return render(request, "secretariat/outbox/list.html", context, status=listing.status)


@require_safe
@letter_page
def letter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One letter, its text with links to our own pages."""
    return _page(request, _find(request, pk))


@require_safe
@letter_page
def letter_html(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The HTML version as the reader's mail program shows it, locked into a sandbox."""
    found = _find(request, pk)
    _text, html = _written(found)
    if not html or _sealed(request, [found]) or _has_key(found):
        raise Http404
    return HttpResponse(html, headers={"Content-Security-Policy": SANDBOX, "Referrer-Policy": "no-referrer"})


@require_POST
@form_on("secretariat:letter", "pk")
def release_letter(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Let a held letter go."""
    return _done(
        request, pk, lambda found: actions.release_letter(found, by=request.user), _("The letter is released.")
    )


@require_POST
@form_on("secretariat:letter", "pk")
def edit_letter(request: DeskRequest, pk: UUID) -> HttpResponse:
    """Give a held letter other words."""
    form = EditForm(request.POST)

    def act(found: Letter) -> None:
        if request.POST.get("stands", "") != _stamp(found):
            raise NotPossible(_("Somebody has changed this letter meanwhile. Here is how it stands now."))
        if not form.is_valid():
            raise Incomplete(_("The letter cannot be like this."))
        actions.edit_letter(found, by=request.user, **form.cleaned_data)

    return _done(request, pk, act, _("Stored."), form=form)


@require_POST
@form_on("secretariat:outbox")
def resend(request: DeskRequest) -> HttpResponse:
    """Try letters again that did not arrive: one from its page, or several from the list."""
    found = list(_to_resend(request))
    back, mailing = reverse("secretariat:outbox"), request.POST.get("mailing", "")
    if mailing.isascii() and mailing.isdigit():
        back = reverse("secretariat:mailing", args=[int(mailing[:18])])
    elif len(found) == 1:
        back = reverse("secretariat:letter", args=[found[0].pk])
    if not found:
        messages.error(request, _("Choose at least one letter."))
        return HttpResponseRedirect(back)
    try:
        again = actions.resend_letters(found, by=request.user)
    except Refusal as refusal:
        return _page(request, found[0], refusal=refusal)
    if again:
        said = ngettext("%(number)d letter is tried again.", "%(number)d letters are tried again.", again)
        messages.success(request, said % {"number": again})
    else:
        messages.error(
            request, _("Nothing was sent again: somebody was faster, or its reader has no use for it any more.")
        )
    return HttpResponseRedirect(back)


def shown(request: Any, found: Sequence[Letter]) -> list[dict[str, Any]]:
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
            "reason": reason_of(each),
            "tells": called(each.family),
            "address": each.address if settings.DEMO else to_whom(each),
            "is_sealed": each.pk in sealed,
            "has_key": _has_key(each),
        }
        for each in found
    ]


def _page(request: Any, found: Letter, *, refusal: Refusal | None = None, form: EditForm | None = None) -> HttpResponse:
    stamp = _stamp(found)
    text, html = _written(found)
    (row,) = shown(request, [found])
    is_closed = row["is_sealed"] or row["has_key"]
    may = row["state"] in (State.HELD, *NOT_ARRIVED) and _may_work_on(request, found)
    begun = EditForm(initial={"subject_line": found.subject_line, "text": text})
    context = row | {
        "text": "" if is_closed else with_links(text),
        "has_html": bool(html) and not is_closed,
        "open_to_all": settings.DEMO,
        "may_release": may and row["state"] == State.HELD,
        "may_edit": may and row["state"] == State.HELD and not is_closed and not found.stop,
        "may_resend": may and row["state"] in NOT_ARRIVED,
        "is_to_go": row["state"] == State.WAITING,
        "form": form if form is not None and isinstance(refusal, Incomplete) else begun,
        "stands": stamp,
        "refusal": refusal,
        "crumbs": [(_("Letters"), reverse("secretariat:outbox")), (found.subject_line, "")],
    }
    status = status_of(refusal) if refusal else 200
    return render(request, "secretariat/outbox/letter.html", context, status=status)


def _done(
    request: DeskRequest, pk: UUID, act: Callable[[Letter], None], said: str, form: EditForm | None = None
) -> HttpResponse:
    """Do it, and go back to the letter's page; what was refused stands on it."""
    found = get_object_or_404(_with_words(letters_read_at(request.processes)), pk=pk)
    try:
        act(found)
    except Refusal as refusal:
        if form is not None and isinstance(refusal, Incomplete):
            for name, sentence in refusal.fields.items():
                form.add_error(name, str(sentence))
        now = get_object_or_404(_with_words(letters_read_at(request.processes)), pk=pk)
        return _page(request, now, refusal=refusal, form=form)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("secretariat:letter", args=[pk]))


def _find(request: Any, pk: UUID) -> Letter:
    """In a demonstration any; else one about the processes of this desk, never one about an account."""
    letters = Letter.objects.all() if settings.DEMO else letters_read_at(request.processes)
    return get_object_or_404(_with_words(letters), pk=pk)


def _with_words(letters: LetterQuerySet) -> LetterQuerySet:
    return letters.select_related("person", "words")


def _to_resend(request: DeskRequest) -> LetterQuerySet:
    """The letters that were chosen; ids that are none are as if they were not there."""
    chosen = []
    for given in request.POST.getlist("item")[:MOST_AT_ONCE]:
        try:
            chosen.append(UUID(given))
        except ValueError:
            continue
    return _with_words(letters_read_at(request.processes)).filter(pk__in=chosen)


def _written(found: Letter) -> tuple[str, str]:
    """As it is read; what ends its reader's letters only in a demonstration."""
    return found.written() if settings.DEMO else at_the_desk(found)


def _numbers(letters: LetterQuerySet, processes: frozenset[int], at: Any) -> list[dict[str, Any]]:
    """What somebody may have to do something about, each with where it is listed."""
    mailings, numbers = counted(letters, processes, at=at)
    waiting = (f"{reverse('secretariat:mailings')}?show=held", _("Letters to followers that wait for you"), mailings)
    others = [(f"?state={state}", state_of(state), numbers[state]) for state in COUNTED]
    return [
        {"url": url, "label": label, "number": number, "is_more": number >= MOST_COUNTED}
        for url, label, number in (waiting, *others)
        if number
    ]


def _may_work(request: Any) -> bool:
    return request.user.is_authenticated and bool(request.user.processes_as(roles_that(May.MODERATE)))


def _may_work_on(request: Any, found: Letter) -> bool:
    if not _may_work(request):
        return False
    return letters_read_at(request.user.processes_as(roles_that(May.MODERATE))).filter(pk=found.pk).exists()


def _stamp(found: Letter) -> str:
    return sha256(f"{found.subject_line}\n{found.text}".encode()).hexdigest()[:32]


def _has_key(found: Letter) -> bool:
    """Could whoever reads it here answer in its reader's place? A demonstration shows even that."""
    return not settings.DEMO and found.family in desk.WITH_A_KEY


def _sealed(request: Any, found: Sequence[Letter]) -> set[UUID]:
    return sealed_among(found, judging=None if settings.DEMO else request.user.processes_as(roles_that(May.MODERATE)))

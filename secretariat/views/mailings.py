"""Mailings to followers, each of which stands for any number of letters: what waits, and who has or will have it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.languages import active, is_known, name_in
from common.moments import readers_zone
from common.refusals import Incomplete, Refusal, status_of
from consultations.models import Process
from consultations.roles import May, roles_that
from contributions import actions
from contributions.notices.news import as_read, line_of
from contributions.notices.spoken import spoken_of
from contributions.queries.mailings import (
    MOST_SEARCHES,
    Audience,
    audience_of,
    is_found_by_searches,
    letters_behind,
    mailings_at,
    process_id_of,
    process_of,
    with_searches,
)
from contributions.queries.mailings import (
    said_first as said_in_front_of,
)
from contributions.queries.outbox import STANDING
from contributions.queries.searches import finding
from following.models import News
from notifications.enums import State
from notifications.models import LetterQuerySet
from secretariat.access import DeskRequest, form_on, secretariat_page
from secretariat.letter_forms import DropForm, SayFirstForm
from secretariat.mailings import is_held, numbers_of, row_of, rows_of, who_will_have_it
from secretariat.paging import sheet
from secretariat.views.outbox import NOT_ARRIVED, ORDER, SANDBOX, shown

PAGE, BEHIND = 20, 30
NEWEST_FIRST = ("-at", "-pk")
HELD = "held"


@require_safe
@secretariat_page
def mailings(request: DeskRequest) -> HttpResponse:
    """The mailings, the newest first; ``?show=held`` those that wait for the secretariat."""
    found, show = mailings_at(request.processes), request.GET.get("show", "")
    if show == HELD:
        found = found.held()
    listing = sheet(request, found, NEWEST_FIRST, size=PAGE)
    context = {
        "listing": listing,
        "rows": rows_of(listing.rows),
        "only_held": show == HELD,
        "crumbs": [(_("Letters"), reverse("secretariat:outbox")), (_("To followers"), "")],
    }
    return render(request, "secretariat/outbox/mailings.html", context, status=listing.status)


@require_safe
@secretariat_page
def mailing(request: DeskRequest, pk: int) -> HttpResponse:
    """One: what it says in each language, and who will have it, or who has it."""
    return _page(request, _find(request, pk))


@require_safe
@secretariat_page
def mailing_html(request: DeskRequest, pk: int) -> HttpResponse:
    """How a mail program will show it in one language, locked into a sandbox."""
    found = _find(request, pk)
    spoken = spoken_of(found) if is_held(found) else None
    if spoken is None:
        raise Http404
    words = as_read(found, spoken, language=_language(request))
    return HttpResponse(words.html, headers={"Content-Security-Policy": SANDBOX, "Referrer-Policy": "no-referrer"})


@require_POST
@form_on("secretariat:mailing", "pk")
def say_first(request: DeskRequest, pk: int) -> HttpResponse:
    """Put a word of the secretariat in front."""
    found = _find(request, pk)
    form = SayFirstForm(found, request.POST, languages=_written_in(request, process_of(found)))

    def act() -> None:
        if not form.is_valid():
            raise Incomplete(_("The word in front cannot be like this."))
        actions.say_first(found, form.words("said_first"), by=request.user, seen=_seen(request, form))

    return _done(request, found, act, _("Stored."), form=form)


@require_POST
@form_on("secretariat:mailing", "pk")
def release_mailing(request: DeskRequest, pk: int) -> HttpResponse:
    """Let it go to whoever follows."""
    found = _find(request, pk)
    said = _("It is released, and goes out now.")
    return _done(request, found, lambda: actions.release_mailing(found, by=request.user), said)


@require_POST
@form_on("secretariat:mailing", "pk")
def drop_mailing(request: DeskRequest, pk: int) -> HttpResponse:
    """Tell nobody, and say why."""
    found, reason = _find(request, pk), request.POST.get("reason", "")
    said = _("It is dropped: nobody is told.")
    return _done(request, found, lambda: actions.drop_mailing(found, reason=reason, by=request.user), said)


def _done(
    request: DeskRequest, found: News, act: Callable[[], None], said: str, form: SayFirstForm | None = None
) -> HttpResponse:
    """Do it, and go back to its page; what was refused stands on it."""
    try:
        act()
    except Refusal as refusal:
        dropping = DropForm(request.POST) if form is None and isinstance(refusal, Incomplete) else None
        return _page(request, _find(request, found.pk), refusal=refusal, form=form, dropping=dropping)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("secretariat:mailing", args=[found.pk]))


def _page(
    request: DeskRequest,
    found: News,
    *,
    refusal: Refusal | None = None,
    form: SayFirstForm | None = None,
    dropping: DropForm | None = None,
) -> HttpResponse:
    spoken = spoken_of(found)
    line = line_of(found, spoken, language=active(), zone=readers_zone()) if spoken is not None else None
    row, listing_status = row_of(found, line, is_exact=True), 200
    context: dict[str, Any] = {
        "row": row,
        "refusal": refusal,
        "crumbs": [
            (_("Letters"), reverse("secretariat:outbox")),
            (_("To followers"), reverse("secretariat:mailings")),
            (row["title"], ""),
        ],
    }
    if is_held(found):
        context |= _held(request, found, spoken, form if isinstance(refusal, Incomplete) else None)
        context |= {"dropping": dropping or DropForm()}
    else:
        listing = sheet(request, _behind(request, found), ORDER, size=BEHIND, at="behind")
        context |= {"listing": listing, "letters": shown(request, listing.rows), "only": _only(request)}
        context |= {"may_resend": bool(_only(request)) and _may(request, found)}
        context |= {"why_dropped": found.data.get("why_dropped", "")}
        listing_status = listing.status
    status = status_of(refusal) if refusal else listing_status
    return render(request, "secretariat/outbox/mailing.html", context, status=status)


def _held(request: DeskRequest, found: Any, spoken: dict[str, Any] | None, form: SayFirstForm | None) -> dict[str, Any]:
    """Who will have it, what it says and what can be done; of what nobody is told any more only the last."""
    may = {"may": _may(request, found)}
    if spoken is None:
        return may
    found_by = finding(spoken["contribution"], found.searches[:MOST_SEARCHES]) if is_found_by_searches(found) else ()
    audience, language = audience_of(found, found_by=found_by), _language(request)
    languages = _languages(spoken["process"], audience)
    return (
        may
        | numbers_of(audience)
        | {
            "audience": audience,
            "who": who_will_have_it(audience, searches=bool(found_by), more=len(found.searches) > MOST_SEARCHES),
            "words": as_read(found, spoken, language=language),
            "language": language,
            "languages": [(code, name_in(code)) for code in dict.fromkeys([*languages, language])],
            "form": form or SayFirstForm(found, languages=languages),
            "seen": said_in_front_of(found).data or {},
        }
    )


def _behind(request: DeskRequest, found: News) -> LetterQuerySet:
    """Its letters, or those of them that did not arrive in the way that is asked for."""
    letters, only = letters_behind(found).select_related("person", "words"), _only(request)
    return STANDING[State(only)](letters, timezone.now()) if only else letters


def _only(request: DeskRequest) -> str:
    asked = request.GET.get("state", "")
    return asked if asked in NOT_ARRIVED else ""


def _may(request: DeskRequest, found: News) -> bool:
    return process_id_of(found) in request.user.processes_as(roles_that(May.MODERATE))


def _find(request: DeskRequest, pk: int) -> News:
    return get_object_or_404(with_searches(mailings_at(request.processes, most=None)), pk=pk)


def _language(request: DeskRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if is_known(asked) and len(asked) <= 16 else active()


def _languages(process: Process, audience: Audience) -> list[str]:
    """In which languages a word can be said: those of the process and of whoever will read it."""
    return list(dict.fromkeys([*process.languages, *(code for code, _number in audience.languages)]))


def _written_in(request: DeskRequest, process: Process) -> list[str]:
    """The languages of the page's fields: whoever began or ceased to follow meanwhile changes nothing in them."""
    possible = dict.fromkeys([*process.languages, *dict(settings.LANGUAGES)])
    return [code for code in possible if f"said_first_{code}" in request.POST]


def _seen(request: DeskRequest, form: SayFirstForm) -> dict[str, str]:
    """The words that stood on the page, by language."""
    languages = {*form.now["said_first"], *form.languages}
    given = {code: request.POST.get(f"seen_{code}", "") for code in languages}
    return {code: text for code, text in given.items() if text}

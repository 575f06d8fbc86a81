"""Mailings to followers, each of which stands for any number of letters: what waits, and who has or will have it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from common.collation import readers_key
from common.languages import active, is_known, name_in
from common.refusals import Incomplete, Refusal, status_of
from contributions import actions
from contributions.notices.news import as_read, kind_of
from contributions.queries.mailings import (
    Audience,
    Standing,
    audience_of,
    letters_behind,
    mailings_at,
    process_of,
    standings_of,
    thing_of,
)
from contributions.queries.mailings import (
    said_first as said_in_front_of,
)
from following.models import News
from secretariat.access import DeskRequest, form_on, secretariat_page
from secretariat.letter_forms import DropForm, SayFirstForm
from secretariat.letters import called
from secretariat.paging import sheet
from secretariat.views.outbox import ORDER, SANDBOX, shown

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
    standings = standings_of(listing.rows)
    context = {
        "listing": listing,
        "rows": [_row(each, standings[each.pk]) for each in listing.rows],
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
    words = as_read(found, language=_language(request)) if _is_held(found) else None
    if words is None:
        raise Http404
    return HttpResponse(words.html, headers={"Content-Security-Policy": SANDBOX, "Referrer-Policy": "no-referrer"})


@require_POST
@form_on("secretariat:mailing", "pk")
def say_first(request: DeskRequest, pk: int) -> HttpResponse:
    """Put a word of the secretariat in front."""
    found = _find(request, pk)
    form = SayFirstForm(found, request.POST, languages=_languages(found, audience_of(found)))

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
    may = request.user.has_perm("consultations.work_for", process_of(found))
    thing, tells = thing_of(found), called(kind_of(found).family)
    context: dict[str, Any] = {
        "mailing": found,
        "thing": thing,
        "tells": tells,
        "stands": _stands(found),
        "refusal": refusal,
        "crumbs": [
            (_("Letters"), reverse("secretariat:outbox")),
            (_("To followers"), reverse("secretariat:mailings")),
            (thing.text if thing is not None else tells, ""),
        ],
    }
    if _is_held(found):
        context |= _held(request, found, form if isinstance(refusal, Incomplete) else None)
        context |= {"may": may, "dropping": dropping or DropForm()}
        listing_status = 200
    else:
        letters = letters_behind(found).select_related("person", "words")
        listing = sheet(request, letters, ORDER, size=BEHIND, at="behind")
        context |= {"listing": listing, "letters": shown(request, listing.rows)}
        context |= {"standing": standings_of([found], most=None)[found.pk]}
        context |= {"why_dropped": found.data.get("why_dropped", "")}
        listing_status = listing.status
    status = status_of(refusal) if refusal else listing_status
    return render(request, "secretariat/outbox/mailing.html", context, status=status)


def _held(request: DeskRequest, found: News, form: SayFirstForm | None) -> dict[str, Any]:
    audience = audience_of(found)
    languages = _languages(found, audience)
    language = _language(request)
    return {
        "audience": audience,
        "by_group": sorted(
            [(wording.text, wording.language, number) for wording, number in audience.groups],
            key=lambda row: readers_key(row[0]),
        ),
        "by_language": sorted(
            [(name_in(code), number) for code, number in audience.languages], key=lambda row: readers_key(row[0])
        ),
        "by_pace": [(pace.label, number) for pace, number in audience.paces],
        "words": as_read(found, language=language),
        "language": language,
        "languages": [(code, name_in(code)) for code in dict.fromkeys([*languages, language])],
        "form": form or SayFirstForm(found, languages=languages),
        "seen": said_in_front_of(found).data or {},
    }


def _row(found: News, standing: Standing) -> dict[str, Any]:
    return {
        "mailing": found,
        "tells": called(kind_of(found).family),
        "thing": thing_of(found),
        "stands": _stands(found),
        "standing": standing,
    }


def _stands(found: News) -> tuple[str, str]:
    """Where it stands: a word for its tone, and the word that is read."""
    if found.dropped_at is not None:
        return "called_off", _("dropped: nobody is told")
    if _is_held(found):
        return "held", _("held for the secretariat to read first")
    if found.spread_at is None:
        return "being_sent", _("being told")
    return "sent", _("told to everybody who follows")


def _is_held(found: News) -> bool:
    return found.hold and found.spread_at is None and found.dropped_at is None


def _find(request: DeskRequest, pk: int) -> News:
    return get_object_or_404(mailings_at(request.processes), pk=pk)


def _language(request: DeskRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if is_known(asked) and len(asked) <= 16 else active()


def _languages(found: News, audience: Audience) -> list[str]:
    """In which languages a word can be said: those of the process and of whoever will read it."""
    return list(dict.fromkeys([*process_of(found).languages, *(code for code, _number in audience.languages)]))


def _seen(request: DeskRequest, form: SayFirstForm) -> dict[str, str]:
    """The words that stood on the page, by language."""
    languages = {*form.now["said_first"], *form.languages}
    given = {code: request.POST.get(f"seen_{code}", "") for code in languages}
    return {code: text for code, text in given.items() if text}

"""The list of comment periods that another site shows in a frame: no cookie, no script, the same for everybody."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from common.languages import direction
from consultations.models import CommentPeriod, Process, Round
from consultations.queries import nearest
from stakeholders.models import StakeholderGroup
from web.caching import changes_at, kept_for_everybody
from web.forms.embedded import Asked, ListForm
from web.views.reading.finding import by_name, process_of, round_of

from .elsewhere import shown_elsewhere
from .theme import theme_address


@require_safe
@shown_elsewhere
def periods(request: HttpRequest) -> HttpResponse:
    """The list that the address asks for; whatever it says that is not known is refused in the frame's own clothes."""
    form = ListForm(request.GET)
    if not form.is_valid():
        return _trouble(form, status=400)
    try:
        return kept_for_everybody(request, form.asked.query, lambda: _list(form.asked))
    except Http404:
        return _trouble(form, status=404)


def _list(asked: Asked) -> HttpResponse:
    round_, process = _place(asked)
    group = get_object_or_404(StakeholderGroup.objects.public(), code=asked.group) if asked.group else None
    at = timezone.now()
    with translation.override(asked.lang or _language_of(process)):
        found = _found(asked, process, round_, at=at)
        shown = [period for period in found if _is_wanted(period, asked, at=at)]
        to_open = [period for period in found if period.opens_at > at]
        context = {
            "asked": asked,
            "process": process,
            "round": round_,
            "group": group,
            "cards": [(period, period.state(at=at), by_name(period.audience.all())) for period in shown[: asked.limit]],
            "is_more": len(shown) > asked.limit,
            "next": to_open[0] if to_open else None,
            "at": at,
        }
        response = _page("web/embed/periods.html", asked, context)
    # Those that are shown close, and others open; nothing else changes by itself.
    closing = [period.closes_at for period in found if period.opens_at <= at]
    return changes_at(response, *closing[:1], *(period.opens_at for period in to_open[:1]))


def _place(asked: Asked) -> tuple[Round | None, Process | None]:
    """Whose list it is: of one round, of a process, or of all; 404 for what is not there or not public."""
    if asked.round:
        round_ = round_of(asked.process, asked.round)
        return round_, round_.process
    return None, process_of(asked.process) if asked.process else None


def _found(asked: Asked, process: Process | None, round_: Round | None, *, at: datetime) -> list[CommentPeriod]:
    """One more of each kind than is shown, so that it can be told; and of what opens next always the first."""
    periods = CommentPeriod.objects.public()
    if round_ is not None:
        periods = periods.filter(round=round_)
    elif process is not None:
        periods = periods.filter(round__process=process)
    if asked.group:
        periods = periods.asking(asked.group)
    return nearest(
        periods,
        at=at,
        to_close=1 if asked.state == "upcoming" else asked.limit + 1,
        to_open=1 if asked.state == "open" else asked.limit + 1,
    )


def _is_wanted(period: CommentPeriod, asked: Asked, *, at: datetime) -> bool:
    return asked.state in ("both", "upcoming" if period.opens_at > at else "open")


def _language_of(process: Process | None) -> str:
    """English where the process works in it or in none that pages are written in; else its first that they are."""
    works_in = process.languages if process is not None else []
    spoken = [code for code in works_in if code in dict(settings.LANGUAGES)]
    return "en" if "en" in spoken or not spoken else spoken[0]


def _trouble(form: ListForm, *, status: int) -> HttpResponse:
    """What is wrong with the address, by the names that stand in it; in its language if that could be read."""
    language = form.cleaned_data.get("lang") or "en"
    scheme = form.cleaned_data.get("scheme") or "light"
    with translation.override(language):
        faults = [(name if name in form.fields else "", list(said)) for name, said in form.errors.items()]
        context = {"faults": faults, "status": status}
        response = _page("web/embed/trouble.html", Asked(scheme=scheme), context)
    response.status_code = status
    patch_cache_control(response, public=True, no_cache=True)
    return response


def _page(template: str, asked: Asked, context: dict[str, Any]) -> HttpResponse:
    """A page made without the request: nothing of whoever asks can come into it."""
    language = translation.get_language()
    more = {
        "asked": asked,
        "language": language,
        "direction": direction(language),
        "theme": theme_address(asked),
        "origin": settings.SITE_URL,
        "builder": reverse("web:embed"),
    }
    response = HttpResponse(render_to_string(template, context | more))
    response["Content-Language"] = language
    return response

"""How the running house does, for whoever answers for a process: what is red and what to do, then all figures."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from babel.numbers import format_decimal
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from common.languages import active, locale_of
from consultations.roles import May, roles_that
from health.alarms import alarms, stretch
from health.measures import MOST, Measures
from health.queries import measure
from notifications.enums import Priority
from secretariat.access import DeskRequest, secretariat_page

WHAT_FOR = {
    "mail": gettext_lazy("letters"),
    "webhooks": gettext_lazy("calls to other sites"),
    "documents": gettext_lazy("papers, bulk acts and figures"),
    "exports": gettext_lazy("files to take away"),
    "clock": gettext_lazy("small tasks of the clock"),
}


@require_safe
@secretariat_page
def health(request: DeskRequest) -> HttpResponse:
    """Everything that is measured, at this moment. It knows no process, and is nobody's business but the heads'."""
    if not request.user.processes_as(roles_that(May.SET_UP)):
        raise Http404
    measures = measure()
    context = {
        "measures": measures,
        "alarms": alarms(measures),
        "queues": list(_queues(measures)),
        "letters": list(_letters(measures)),
        "parts": list(_parts(measures)),
        "runs": [
            {
                "parts": re.split(r"(?<=\.)", each.task),  # a line may end behind each
                "since": _since(each.ended_at, measures.at),
                "fault": each.fault if each.went_wrong else "",
            }
            for each in measures.stored.scheduled
        ],
    }
    return render(request, "secretariat/health/health.html", context)


def _queues(measures: Measures) -> Iterable[dict[str, Any]]:
    for queue in measures.broker.queues:
        yield {
            "queue": queue,
            "what_for": WHAT_FOR.get(queue.name, ""),
            "oldest": stretch(measures.at - queue.oldest_at) if queue.oldest_at else "",
        }


def _letters(measures: Measures) -> Iterable[tuple[str, str]]:
    letters, deliveries, at = measures.stored.letters, measures.stored.deliveries, measures.at
    yield _("Letters that wait"), _up_to(letters.waiting)
    if letters.oldest_at:
        yield _("The oldest of them was written"), _since(letters.oldest_at, at)
    for priority, since in letters.oldest_due.items():
        label = _("Due and not sent: %(priority)s") % {"priority": Priority(priority).label}
        yield label, _("for %(time)s") % {"time": stretch(at - since)}
    if letters.are_resting:
        yield _("All letters"), _("rest a little: the mail server was away just now")
    yield _("Tried in vain so far"), _up_to(letters.tried)
    yield _("Being sent"), _up_to(letters.being_sent)
    yield _("Held for a secretariat to read"), _up_to(letters.held)
    yield _("Failed in the last day"), _up_to(letters.failed)
    yield _("Came back in the last day"), _up_to(letters.bounced)
    yield _("Calls to other sites that wait"), _up_to(deliveries.waiting)
    yield _("Calls given up in the last day"), _up_to(deliveries.given_up)


def _parts(measures: Measures) -> Iterable[tuple[str, str]]:
    yield _("Database"), _answered(measures.stored.seconds)
    yield pgettext("Redis", "Broker"), _answered(measures.broker.seconds)
    yield pgettext("beat", "Clock"), _since(measures.stored.last_beat, measures.at) or _("has never ticked")
    yield _("Workers that answer"), _up_to(len(measures.broker.workers))


def _up_to(number: int) -> str:
    told = format_decimal(min(number, MOST), locale=locale_of(active()))
    return told if number <= MOST else _("more than %(number)s") % {"number": told}


def _answered(seconds: float | None) -> str:
    if seconds is None:
        return _("does not answer")
    return _("answers in %(number)s ms") % {"number": max(1, round(seconds * 1000))}


def _since(instant: datetime | None, at: datetime) -> str:
    return _("%(time)s ago") % {"time": stretch(at - instant)} if instant else ""

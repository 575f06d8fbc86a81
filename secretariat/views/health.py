"""How the running house does, for whoever answers for a process: what is red and what to do, then all figures."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from babel.numbers import format_decimal
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
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
WHAT_IT_DOES = {
    "notifications.tasks.sweep": gettext_lazy("Has letters sent that are due"),
    "contributions.tasks.announce_openings": gettext_lazy("Tells followers that a comment period has opened"),
    "contributions.tasks.spread_news": gettext_lazy("Writes letters to followers about what has happened"),
    "contributions.tasks.write_digests": gettext_lazy("Writes letters with a day’s or a week’s news"),
    "contributions.tasks.remind": gettext_lazy("Reminds of comment periods that close soon or have closed"),
    "contributions.tasks.offer_next_rounds": gettext_lazy("Asks authors of what came too late whether it shall go on"),
    "contributions.tasks.sweep_files": gettext_lazy("Deletes stored files that belong to nothing"),
    "contributions.tasks.sweep_comparisons": gettext_lazy("Compares new contributions with others, for likeness"),
    "contributions.tasks.sweep_batches": gettext_lazy("Goes on with bulk acts that were interrupted"),
    "contributions.tasks.publish_figures": gettext_lazy("Publishes who was heard in rounds that have closed"),
    "contributions.tasks.forget_referrals": gettext_lazy("Deletes what came through other sites and was not confirmed"),
    "exports.tasks.sweep": gettext_lazy("Makes files to take away, and deletes old ones"),
    "portals.tasks.sweep": gettext_lazy("Deletes keys of other sites that are over"),
    "webhooks.tasks.sweep": gettext_lazy("Has other sites called that wait for news"),
    "following.tasks.forget_old": gettext_lazy("Deletes what followers were told long ago"),
    "webhooks.tasks.forget_old": gettext_lazy("Deletes what other sites were told long ago"),
    "consultations.tasks.tell_the_clock": gettext_lazy("Tells other sites that comment periods open and close"),
    "web.tasks.forget_expired_sessions": gettext_lazy("Deletes sessions that are over"),
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
                "does": WHAT_IT_DOES.get(each.task, each.task),
                "parts": re.split(r"(?<=\.)", each.task),  # a line may end behind each
                "every": _every(each.every),
                "since": _since(each.ended_at, measures.at) or pgettext("a task was done", "not yet"),
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


def _every(stretch_of_time: timedelta) -> str:
    seconds = round(stretch_of_time.total_seconds())
    if seconds % 3600 == 0:
        hours = seconds // 3600
        return ngettext("every hour", "every %(number)s hours", hours) % {"number": hours}
    if seconds % 60 == 0:
        minutes = seconds // 60
        return ngettext("every minute", "every %(number)s minutes", minutes) % {"number": minutes}
    return ngettext("every second", "every %(number)s seconds", seconds) % {"number": seconds}


def _up_to(number: int) -> str:
    told = format_decimal(min(number, MOST), locale=locale_of(active()))
    return told if number <= MOST else _("more than %(number)s") % {"number": told}


def _answered(seconds: float | None) -> str:
    if seconds is None:
        return _("does not answer")
    return _("answers in %(number)s ms") % {"number": max(1, round(seconds * 1000))}


def _since(instant: datetime | None, at: datetime) -> str:
    return _("%(time)s ago") % {"time": stretch(at - instant)} if instant else ""

"""Comment periods as a calendar that others subscribe to.

A period is two events, at the very instants at which it opens and closes: a bar over forty days hides the one hour that
counts. Instants are in UTC, which every calendar reads alike and shows in its owner's zone; the zone they were
announced in is said in words. ``SEQUENCE`` is the step of the period, which every act raises, so that a calendar takes
the new dates for the old event; what was cancelled stays, and says so in its title too, for calendars that do not look.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, vCalAddress, vText, vUri

from api import links
from api.feeds.tags import uid
from api.feeds.telling import moment
from common.languages import active
from common.lines import storable
from consultations.enums import Act
from consultations.models import CommentPeriod
from consultations.queries import history_of

MEDIA_TYPE = "text/calendar; charset=utf-8; method=PUBLISH"
REFRESH = timedelta(hours=1)
WARNED = timedelta(days=1)
# What some programs take for the end of a line is none in RFC 5545, and would be one of a forged property.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


class Words(vText):
    """A text, escaped as RFC 5545 has it (3.3.11). The library takes a backslash before an N for the end of a line."""

    def to_ical(self) -> bytes:
        """The text as a line has it."""
        return "".join(_ESCAPED.get(sign, sign) for sign in self).encode()


def calendar(name: str, periods: Iterable[CommentPeriod], *, address: str, warns: bool = False) -> bytes:
    """The calendar with this name and these periods (with their acts). ``warns``: a day before each closing.

    Only for what somebody saves by itself: nobody who subscribes to a calendar has asked to be woken by it.
    """
    made = Calendar()
    made.add("prodid", "-//Plenum//Comment periods//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    _say(made, "name", name)
    _say(made, "x-wr-calname", name)
    made.add("url", vUri(address))
    made.add("source", vUri(address))
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    for period in periods:
        made.add_component(_event(period, "opening", period.opens_at))
        closing = _event(period, "closing", period.closes_at)
        if warns and period.cancelled_at is None:
            closing.add_component(_alarm(str(closing["summary"])))
        made.add_component(closing)
    return made.to_ical()


def changed_at(periods: Iterable[CommentPeriod]) -> datetime:
    """When anything about these periods was last decided."""
    return max((_decided(period)[1] for period in periods), default=datetime(2026, 1, 1, tzinfo=UTC))


def _event(period: CommentPeriod, what: str, at: datetime) -> Event:
    began, changed = _decided(period)
    is_cancelled = period.cancelled_at is not None
    process = period.round.process
    event = Event()
    event.add("uid", uid("period", period.pk, what))
    event.add("sequence", period.step)
    event.add("dtstamp", changed.astimezone(UTC))
    event.add("created", began.astimezone(UTC))
    event.add("last-modified", changed.astimezone(UTC))
    event.add("dtstart", at.astimezone(UTC).replace(microsecond=0))
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("class", "PUBLIC")
    event.add("transp", "TRANSPARENT")
    event.add("url", vUri(links.page("period", process.slug, period.round.number, period.pk)))
    _say(event, "summary", _summary(period, what))
    _say(event, "description", "\n\n".join(_lines(period)))
    event.add("categories", [Words(_plain(process.code)), Words(_plain(str(period.get_purpose_display())))])
    event.add("organizer", _organizer(process.wording.text))
    return event


def _summary(period: CommentPeriod, what: str) -> str:
    said = {"title": period.wording.text, "process": period.round.process.code}
    if period.cancelled_at is not None:
        return _("Cancelled: %(title)s (%(process)s)") % said
    if what == "opening":
        return _("Opens: %(title)s (%(process)s)") % said
    return _("Closes: %(title)s (%(process)s)") % said


def _lines(period: CommentPeriod) -> Iterable[str]:
    yield period.round.wording.text
    if period.cancelled_at is None:
        yield _("Opens: %(when)s") % {"when": moment(period.opens_at, period.time_zone)}
        yield _("Closes: %(when)s") % {"when": moment(period.closes_at, period.time_zone)}
    for act in history_of(period):
        if act.reason:
            yield f"{Act(act.act).label}: {act.reason}"
    yield links.page("period", period.round.process.slug, period.round.number, period.pk)


def _decided(period: CommentPeriod) -> tuple[datetime, datetime]:
    """When it was announced, and when something was last decided about it."""
    acts = history_of(period)
    announced = period.public_at or period.opens_at
    return (acts[0].at, acts[-1].at) if acts else (announced, announced)


def _organizer(name: str) -> vCalAddress:
    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    # A parameter can hold neither quotation marks nor line ends, however escaped.
    organizer.params["CN"] = _plain(name).replace('"', "”").replace("\n", " ")
    return organizer


def _alarm(summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -WARNED)
    alarm.add("description", summary)
    return alarm


def _say(component: Calendar | Event, name: str, words: str) -> None:
    """Words, with the language they are in."""
    component.add(name, Words(_plain(words)), parameters={"LANGUAGE": active()})


def _plain(words: str) -> str:
    """The words without what a line of a calendar cannot hold: all control characters but the end of a line."""
    return _CONTROLS.sub("", storable(words).replace("\r\n", "\n").replace("\r", "\n"))

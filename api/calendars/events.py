"""Comment periods as a calendar that others subscribe to.

A period is two events, at the very instants at which it opens and closes: a bar over forty days hides the one hour that
counts. Instants are in UTC, which every calendar reads alike and shows in its owner's zone; the zone they were
announced in is said in words. ``SEQUENCE`` is the step of the period, which every act raises, so that a calendar takes
the new dates for the old event; what was cancelled stays, and says so in its title too, for calendars that do not look.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache

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
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


class Words(vText):
    """A text, escaped as RFC 5545 has it (3.3.11). The library takes a backslash before an N for the end of a line."""

    def to_ical(self) -> bytes:
        """The text as a line has it."""
        return self.translate(_ESCAPED).encode()


def calendar(name: str, periods: Iterable[CommentPeriod], *, address: str, warns: bool = False) -> bytes:
    """The calendar with this name and these periods (with their acts). ``warns``: a day before each closing.

    Only for what somebody saves by itself: nobody who subscribes to a calendar has asked to be woken by it.
    """
    made = Calendar()
    made.add("prodid", "-//Plenum//Comment periods//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    _say(made, "name", name, active())
    _say(made, "x-wr-calname", name, active())
    made.add("url", vUri(address))
    made.add("source", vUri(address))
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    *head, end = made.to_ical().splitlines(keepends=True)
    # The library does not write what it wrote before: the calendar is opened and closed around that.
    events = [_written(event) for period in periods for event in _events(period, warns=warns)]
    return b"".join([*head, *events, end])


def changed_at(periods: Iterable[CommentPeriod]) -> datetime:
    """When anything about these periods was last decided."""
    return max((_decided(period)[1] for period in periods), default=datetime(2026, 1, 1, tzinfo=UTC))


@dataclass(frozen=True)
class _Event:
    """All that is said of one, so that what says the same is written once. ``language``: of the words."""

    uid: str
    step: int
    began: datetime
    changed: datetime
    at: datetime
    is_cancelled: bool
    page: str
    summary: str
    description: str
    categories: tuple[str, str]
    organizer: tuple[str, str]
    language: str
    warns: bool


def _events(period: CommentPeriod, *, warns: bool) -> list[_Event]:
    """Its opening and its closing; only the closing warns."""
    began, changed = _decided(period)
    process, is_cancelled = period.round.process, period.cancelled_at is not None
    shared = {
        "step": period.step,
        "began": began,
        "changed": changed,
        "is_cancelled": is_cancelled,
        "page": links.page("period", process.slug, period.round.number, period.pk),
        "description": "\n\n".join(_lines(period)),
        "categories": (process.code, str(period.get_purpose_display())),
        "organizer": (process.wording.text, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        "language": active(),
    }
    instants = {"opening": period.opens_at, "closing": period.closes_at}
    return [
        _Event(
            uid=uid("period", period.pk, what),
            at=at,
            summary=_summary(period, what),
            warns=warns and what == "closing" and not is_cancelled,
            **shared,  # type: ignore[arg-type]  # each of its kind
        )
        for what, at in instants.items()
    ]


@lru_cache(maxsize=16_384)
def _written(said: _Event) -> bytes:
    """The same for the same: to write an event takes the library half a millisecond, and few of thousands change."""
    event = Event()
    event.add("uid", said.uid)
    event.add("sequence", said.step)
    event.add("dtstamp", said.changed.astimezone(UTC))
    event.add("created", said.began.astimezone(UTC))
    event.add("last-modified", said.changed.astimezone(UTC))
    event.add("dtstart", said.at.astimezone(UTC).replace(microsecond=0))
    event.add("status", "CANCELLED" if said.is_cancelled else "CONFIRMED")
    event.add("class", "PUBLIC")
    event.add("transp", "TRANSPARENT")
    event.add("url", vUri(said.page))
    _say(event, "summary", said.summary, said.language)
    _say(event, "description", said.description, said.language)
    event.add("categories", [Words(_plain(each)) for each in said.categories])
    event.add("organizer", _organizer(*said.organizer))
    if said.warns:
        event.add_component(_alarm(said.summary))
    return event.to_ical()


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


def _organizer(name: str, mailbox: str) -> vCalAddress:
    organizer = vCalAddress(f"mailto:{mailbox}")
    # A parameter can hold neither quotation marks nor line ends, however escaped.
    organizer.params["CN"] = _plain(name).replace('"', "”").replace("\n", " ")
    return organizer


def _alarm(summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -WARNED)
    alarm.add("description", summary)
    return alarm


def _say(component: Calendar | Event, name: str, words: str, language: str) -> None:
    """Words, with the language they are in."""
    component.add(name, Words(_plain(words)), parameters={"LANGUAGE": language})


def _plain(words: str) -> str:
    """The words without what a line of a calendar cannot hold: all control characters but the end of a line."""
    return _CONTROLS.sub("", storable(words).replace("\r\n", "\n").replace("\r", "\n"))

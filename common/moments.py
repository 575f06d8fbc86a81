"""Instants as people read them: in a zone that is named, in their own language's form.

An instant is always an aware ``datetime``. Nothing here reads the clock unless it is told to.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from babel import Locale
from babel.dates import format_date, format_datetime, format_skeleton, get_timezone_location
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.languages import active, locale_of

UTC_NAMES = {
    "UTC",
    "Etc/UTC",
    "Etc/UCT",
    "UCT",
    "Zulu",
    "Etc/Zulu",
    "Etc/Universal",
    "Universal",
}


def zone(name: str) -> ZoneInfo:
    """The zone of that IANA name; UTC where there is none, so that a bad cookie is not an error."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


@lru_cache(maxsize=64)
def international(language: str) -> Locale:
    """The locale whose forms we write dates in. English is the world's: the day goes before the month."""
    return Locale("en", "001") if language == "en" else locale_of(language)


def zone_choices() -> list[tuple[str, str]]:
    """Every zone by its IANA name, places only, in alphabetical order, for a form to choose from."""
    places = (name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix", "right")))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in sorted(places))]


def zone_name(name: str, *, language: str | None = None) -> str:
    """What a reader calls a zone: ``UTC``, or the place that names it (``Paris time``), in the reader's language."""
    if name in UTC_NAMES:
        return "UTC"
    return _("%(place)s time") % {"place": _place(name, language or active())}


def zone_by_the_clock(name: str, *, at: datetime) -> str:
    """A zone as a place and what its clocks are ahead of UTC at that instant: ``Nairobi (UTC+3)``; or ``UTC``."""
    if name in UTC_NAMES:
        return "UTC"
    minutes = int(at.astimezone(zone(name)).utcoffset().total_seconds()) // 60  # type: ignore[union-attr]  # it is aware
    hours, rest = divmod(abs(minutes), 60)
    ahead = f"UTC{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
    return f"{_place(name, active())} ({ahead})"


@lru_cache(maxsize=1024)
def _place(name: str, language: str) -> str:
    return str(get_timezone_location(ZoneInfo(name), locale=locale_of(language), return_city=True))


def readers_zone() -> str:
    """The IANA name of the zone that the current reader lives by."""
    # Not Django's name for it, which is "-05" for a zone such as Etc/GMT+5 that never changes its clocks.
    return str(timezone.get_current_timezone())


def written(
    instant: datetime,
    zone_id: str = "UTC",
    *,
    language: str | None = None,
    style: str = "long",
) -> str:
    """An instant as date, time and zone: ``15 January 2027 at 18:00 UTC``. ``style`` is Babel's short to full."""
    locale = international(language or active())
    local = instant.astimezone(ZoneInfo(zone_id))
    day = format_date(local.date(), style, locale=locale)
    clock = format_datetime(local, "HH:mm", locale=locale)
    return _("%(date)s, %(clock)s %(zone)s") % {
        "date": day,
        "clock": clock,
        "zone": zone_name(zone_id, language=language),
    }


def written_day(
    instant: datetime,
    zone_id: str = "UTC",
    *,
    language: str | None = None,
    style: str = "long",
) -> str:
    """Only the day of an instant, in a zone: ``15 January 2027``."""
    return format_date(
        instant.astimezone(ZoneInfo(zone_id)).date(),
        style,
        locale=international(language or active()),
    )


def written_date(day: date, *, style: str = "long") -> str:
    """A day that belongs to no zone, such as a holiday: ``15 January 2027``."""
    return format_date(day, style, locale=international(active()))


def written_both(instant: datetime, *, zone_id: str | None = None, style: str = "long") -> tuple[str, str]:
    """The instant in UTC, and again in ``zone_id`` (the reader's zone unless given); "" where that is UTC too.

    The second leaves the day out when both fall on the same day.
    """
    there = zone_id or readers_zone()
    first = written(instant, style=style)
    if there in UTC_NAMES:
        return first, ""
    local, utc = instant.astimezone(ZoneInfo(there)), instant.astimezone(UTC)
    if local.date() == utc.date():
        clock = format_datetime(local, "HH:mm", locale=locale_of(active()))
        return first, _("%(clock)s %(zone)s") % {
            "clock": clock,
            "zone": zone_name(there),
        }
    return first, written(instant, there, style=style)


def leaf(instant: datetime, zone_id: str = "UTC") -> tuple[str, str, str]:
    """An instant as a calendar's leaf has it: the day, ``31``; ``March 2027``; ``18:00 Zurich time``."""
    locale = international(active())
    local = instant.astimezone(ZoneInfo(zone_id))
    clock = _("%(clock)s %(zone)s") % {
        "clock": format_datetime(local, "HH:mm", locale=locale),
        "zone": zone_name(zone_id),
    }
    return format_date(local.date(), "d", locale=locale), format_skeleton("yMMMM", local, locale=locale), clock


def left(until: datetime, *, at: datetime) -> str:
    """How long from ``at`` until ``until``: days above two days, then hours, then minutes. "" when it is over.

    Rounded down, so that nobody is promised more time than there is.
    """
    rest = until - at
    if rest <= timedelta(0):
        return ""
    if rest >= timedelta(days=2):
        return ngettext("%(count)s day left", "%(count)s days left", rest.days) % {"count": rest.days}
    hours = int(rest.total_seconds() // 3600)
    if hours >= 1:
        return ngettext("%(count)s hour left", "%(count)s hours left", hours) % {"count": hours}
    minutes = int(rest.total_seconds() // 60)
    if minutes >= 1:
        return ngettext("%(count)s minute left", "%(count)s minutes left", minutes) % {"count": minutes}
    return _("less than a minute left")


def span(hours: int) -> str:
    """So many hours in words: whole days where they are days, ``2 days``, else ``36 hours``."""
    if hours % 24 == 0:
        return ngettext("%(count)s day", "%(count)s days", hours // 24) % {"count": hours // 24}
    return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}

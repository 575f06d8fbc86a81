"""Instants on a page: in UTC and in the reader's own zone, for machines too."""

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common import moments
from web.components import register

STYLES = {"full", "long", "medium", "short"}


@register.simple_tag
def time(instant: datetime | None, zone: str = "", style: str = "long") -> SafeString | str:
    """An instant in UTC, then in the reader's zone in brackets: ``15 January 2027, 18:00 UTC (19:00 Paris time)``.

    ``zone`` is the zone in which the instant was set, told as well where it is not the reader's. "" for no instant.
    """
    if instant is None:
        return ""
    if style not in STYLES:
        raise TypeError(f"style must be one of {', '.join(sorted(STYLES))}, not {style!r}")
    first, second = moments.written_both(instant, style=style)
    if zone and zone not in moments.UTC_NAMES and zone != moments.readers_zone():
        own = moments.written(instant, zone, style=style)
        second = " · ".join(part for part in (own, second) if part)
    text = format_html("{} ({})", first, second) if second else first
    return format_html('<time datetime="{}">{}</time>', _machine(instant), text)


@register.simple_tag
def day(instant: datetime | None, style: str = "long") -> SafeString | str:
    """Only the day of an instant, in UTC, as documents are dated. "" for no instant."""
    if instant is None:
        return ""
    return format_html(
        '<time datetime="{}">{}</time>',
        instant.astimezone(UTC).date().isoformat(),
        moments.written_day(instant, style=style),
    )


@register.inclusion_tag("ui/leaf.html")
def leaf(instant: datetime, zone: str = "UTC") -> dict[str, str]:
    """An instant as a calendar's leaf: day, month, time in the zone in which it was set, and in UTC where that differs.

    It says nothing of the reader's own clock: it is for what is the same for everybody.
    """
    day_, month, clock = moments.leaf(instant, zone)
    utc = "" if zone in moments.UTC_NAMES else moments.written(instant)
    if utc and instant.astimezone(moments.zone(zone)).date() == instant.astimezone(UTC).date():
        utc = moments.leaf(instant)[2]
    return {"machine": _machine(instant), "day": day_, "month": month, "clock": clock, "utc": utc}


@register.simple_tag
def time_left(until: datetime | None, at: datetime | None = None) -> str:
    """How much time is left, in words: ``3 days left``; ``closed`` when it is over. ``at`` is now unless given."""
    if until is None:
        return ""
    return moments.left(until, at=at or timezone.now()) or _("closed")


def _machine(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""Instants in plain text: ``{{ period.closes_at|in_words:period.time_zone }}``."""

from datetime import datetime

from django import template

from common import moments

register = template.Library()


@register.filter
def in_words(instant: datetime, zone_id: str = "UTC") -> str:
    """The instant as date, time and named zone, in the active language."""
    return moments.written(instant, zone_id)


@register.filter
def in_each(instant: datetime, zone_id: str) -> str:
    """The instant in the zone in which it was announced, in UTC, and in the reader's own; each zone once."""
    utc, own = moments.written_both(instant)
    announced = "" if zone_id in moments.UTC_NAMES else moments.written(instant, zone_id)
    if announced and zone_id == moments.readers_zone():
        own = ""
    return " · ".join(said for said in (announced, utc, own) if said)


@register.filter
def in_both_words(instant: datetime) -> str:
    """The instant in UTC and, where that differs, in the reader's own zone."""
    return " · ".join(said for said in moments.written_both(instant) if said)

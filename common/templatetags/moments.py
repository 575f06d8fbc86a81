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
def in_both_words(instant: datetime) -> str:
    """The instant in UTC and, where that differs, in the reader's own zone."""
    return " · ".join(said for said in moments.written_both(instant) if said)

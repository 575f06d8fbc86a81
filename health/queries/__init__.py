"""Measuring: what is stored, what lies with the broker, who works."""

from datetime import datetime

from django.utils import timezone

from health.measures import Measures

from .broker import ask_broker
from .stored import ask_database

__all__ = ["ask_broker", "ask_database", "measure"]


def measure(*, at: datetime | None = None) -> Measures:
    """Measure everything, now. Never raises where database or broker is away, and takes some seconds at the very most.

    Three questions to the database, none of which looks at more than ten thousand rows of what waits.
    """
    at = at or timezone.now()
    return Measures(at=at, stored=ask_database(at=at), broker=ask_broker())

"""Kinds of values that go out, beyond what the framework has."""

from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.localized import versions


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": {"type": "string"},
        "description": "The language versions there are, by language code. Empty where there is no text.",
        "examples": [{"en": "Third meeting", "fr": "Troisième réunion"}],
    }
)
class Versions(serializers.Field[Any, Any, dict[str, str], Any]):
    """A text in every language there is, by code."""

    def to_representation(self, value: Any) -> dict[str, str]:
        """Return the versions; nothing is filled in for missing ones."""
        return versions(value)


@extend_schema_field({"type": "string", "format": "date-time"})
class Instant(serializers.Field[Any, Any, str, Any]):
    """An instant in RFC 3339, with the offset of the zone that the object names in ``time_zone``, else UTC."""

    def to_representation(self, value: datetime) -> str:
        """Return the instant; the offset is the one that holds there on that day."""
        return in_zone(value, "UTC")


@lru_cache(maxsize=8192)
def in_zone(instant: datetime, zone: str) -> str:
    """Return the instant in RFC 3339 with the offset that the zone has at that instant."""
    return instant.astimezone(ZoneInfo(zone)).isoformat()

"""Moments as Word writes them."""

from datetime import UTC, datetime


def instant(at: str) -> str:
    """Return a moment (ISO 8601) in UTC to the second; "" for what is none. Without a zone it is taken as UTC."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return ""
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

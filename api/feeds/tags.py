"""Names that never change for what feeds and calendars tell of: tag URIs (RFC 4151), and UIDs of the same authority.

They name rows and instants, never addresses or symbols: those may change, and a reader would take the same thing for
another. Where the house moves to another domain, ``TAG_AUTHORITY`` keeps the names as they were.
"""

from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from django.conf import settings

# What may stand in a tag as it is, beside letters and digits: words that somebody looks for can hold anything.
SPECIFIC = "/:=&@,;+$!*'()"


def tag(*parts: object) -> str:
    """The tag of a thing, such as ``tag:plenum.example,2026:contribution/7``."""
    specific = "/".join(quote(str(part), safe=SPECIFIC) for part in parts)
    return f"tag:{_authority()}:{specific}"


def uid(*parts: object) -> str:
    """The same for a calendar (RFC 5545, RFC 7986): ``period/7/closing@plenum.example``."""
    return f"{'/'.join(map(str, parts))}@{_authority().partition(',')[0]}"


def instant(at: datetime) -> str:
    """An instant as part of a tag."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%fZ")


def _authority() -> str:
    """A domain name, and a year in which it was this house's."""
    return settings.TAG_AUTHORITY or f"{urlsplit(settings.SITE_URL).hostname or 'localhost'},2026"

"""What is going to be switched off, and since when everybody has been told (RFC 9745, RFC 8594).

An entry here sends the headers, marks the operation in the description, and lists it on the documentation page. It is
added when what replaces it works, and removed together with the operation, not before its ``sunset``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.http import http_date

from api import links


@dataclass(frozen=True)
class Deprecation:
    """Since when one should not begin to use it any more, when it ends, and what takes its place (a path)."""

    since: datetime
    sunset: datetime
    instead: str = ""


# By the name of the address, such as "api:round-participation".
DEPRECATED: dict[str, Deprecation] = {}


def of_path(path: str) -> Deprecation | None:
    """Return how an operation ends, by its path in the description, such as ``/api/v1/rounds/{id}/``; None for most."""
    if not DEPRECATED:
        return None
    try:
        # Any number will do: which names are public is not asked here.
        return DEPRECATED.get(resolve(re.sub(r"{[^}]*}", "1", path)).view_name)
    except Resolver404:
        return None


def ending(paths: Iterable[str]) -> list[tuple[str, Deprecation]]:
    """Return which of these operations end, and how."""
    return [(path, found) for path in sorted(paths) if (found := of_path(path)) is not None]


def headers_of(match: ResolverMatch | None) -> dict[str, str]:
    """Return what an answer from this address says of its end; nothing for nearly all."""
    found = DEPRECATED.get(match.view_name) if match is not None and DEPRECATED else None
    if found is None:
        return {}
    return {
        "Deprecation": f"@{int(found.since.timestamp())}",
        "Sunset": http_date(found.sunset.timestamp()),
    }


def links_of(match: ResolverMatch | None) -> list[str]:
    """Return the links that belong to it: where it is explained, and what takes its place."""
    found = DEPRECATED.get(match.view_name) if match is not None and DEPRECATED else None
    if found is None:
        return []
    explained = f'<{links.absolute("/api/")}#deprecations>; rel="deprecation"; type="text/html"'
    instead = [f'<{links.absolute(found.instead)}>; rel="successor-version"'] if found.instead else []
    return [explained, *instead]

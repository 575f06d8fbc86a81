"""Names of answers: strong, as each names the very bytes that were sent, and comparable without the clock.

A name has up to three parts, ``"<digest>-<second>-<coding>"``: of what is said, of the second where the clock runs in
it, of how it was packed. Whoever brings one is asked for the digest only: what a client holds is still right where
nothing but the clock has moved on (``docs/decisions/0076``).
"""

import re
from datetime import UTC, datetime
from functools import lru_cache

from django.utils.http import http_date, parse_etags, parse_http_date_safe

_ours = re.compile(r'(?:W/)?"([0-9a-f]{32})((?:-\d{1,12})?(?:-(?:gzip|br))?)"')


def etag(digest: str, *, second: int | None, coding: str) -> str:
    """Return the name of these bytes."""
    return '"' + "-".join(str(part) for part in (digest, second, coding) if part) + '"'


def held(if_none_match: str, digest: str) -> str | None:
    """Return the name under which a client holds what ``digest`` says; "*" where any will do, None for none."""
    for given in parse_etags(if_none_match):
        if given == "*":
            return given
        found = _ours.fullmatch(given)
        if found and found[1] == digest:
            return f'"{found[1]}{found[2]}"'
    return None


def rounded_up(at: datetime) -> int:
    """Return the first whole second after ``at``: what changed in the same second must not look as old as what was."""
    return int(at.timestamp()) + 1


def last_modified(modified: int, *, at: datetime) -> str:
    """Return the instant as a header has it, which is never later than now."""
    return _date(min(modified, int(at.timestamp())))


@lru_cache(maxsize=256)
def _date(second: int) -> str:
    return http_date(second)


def is_unchanged_since(if_modified_since: str, modified: int, *, at: datetime) -> bool:
    """Has nothing changed since the instant that a client names? One that is still to come says nothing."""
    since = parse_http_date_safe(if_modified_since)
    return since is not None and modified <= since <= int(at.astimezone(UTC).timestamp())

"""How many letters a minute go to one domain, and when all letters rest."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from notifications.enums import Priority
from notifications.lifecycle import BURST, CLAIM_TIMEOUT, FURTHEST, REST, places
from notifications.models import Domain, Letter

_TABLE = Letter._meta.db_table
_SPREAD = f"""
WITH due AS (
    SELECT id, priority, next_attempt_at FROM {_TABLE}
    WHERE sent_at IS NULL AND failed_at IS NULL AND called_off_at IS NULL AND NOT hold
    AND next_attempt_at <= %(at)s AND priority > %(first)s AND (claimed_at IS NULL OR claimed_at <= %(stale)s)
    AND lower(split_part(address, '@', -1)) = %(name)s
    FOR UPDATE SKIP LOCKED
), placed AS (
    SELECT id, row_number() OVER (ORDER BY priority, next_attempt_at) AS place FROM due
)
UPDATE {_TABLE} AS letter
SET next_attempt_at = greatest(%(begin)s + placed.place * %(step)s, %(at)s + interval '1 millisecond')
FROM placed WHERE letter.id = placed.id
"""  # noqa: S608  # names of ours only
# Stands for our own mail server among the domains; it can be the name of none.
OURS = "*"


def is_resting(*, at: datetime) -> bool:
    """Do all letters wait because our own mail server was away a moment ago?"""
    return Domain.objects.filter(pk=OURS, next_at__gt=at, next_at__lte=at + 2 * REST).exists()


def rest(*, at: datetime) -> None:
    """Let all letters wait a little: our own mail server is away."""
    Domain.objects.update_or_create(pk=OURS, defaults={"next_at": at + REST})


def paced(letters: list[Letter], *, at: datetime) -> tuple[list[Letter], dict[str, datetime]]:
    """Part the letters that may go now from the rest, of which only the domains are told, and when each is free again.

    Call it in a transaction: what may go is reckoned up at once, with the domains' rows locked. What somebody waits
    for at a screen always goes, and is reckoned up as well.
    """
    by_domain: dict[str, list[Letter]] = defaultdict(list)
    for letter in letters:
        by_domain[domain_of(letter.address)].append(letter)
    limited = {name: step for name in by_domain if (step := _step(name)) is not None}
    if not limited:
        return letters, {}
    Domain.objects.bulk_create([Domain(name=name, next_at=at) for name in sorted(limited)], ignore_conflicts=True)
    locked = list(Domain.objects.filter(pk__in=limited).order_by("pk").select_for_update(no_key=True))
    kept: set[object] = set()
    waiting: dict[str, datetime] = {}
    for domain in locked:
        urgent = [letter for letter in by_domain[domain.name] if letter.priority == Priority.FIRST]
        others = [letter for letter in by_domain[domain.name] if letter.priority != Priority.FIRST]
        step = limited[domain.name]
        # A time that is far off comes from a clock that was wrong.
        begin = domain.next_at if at < domain.next_at < at + FURTHEST else at
        room = places(begin + len(urgent) * step, step, at=at)
        domain.next_at = begin + (len(urgent) + len(others[:room])) * step
        kept.update(letter.pk for letter in others[room:])
        if others[room:]:
            waiting[domain.name] = domain.next_at - max(BURST, step)
    Domain.objects.bulk_update(locked, ["next_at"])
    return [letter for letter in letters if letter.pk not in kept], waiting


def spread(domains: Mapping[str, datetime], *, at: datetime) -> None:
    """Give all due letters to these domains a time at which they may go, one after the other; no attempt is counted."""
    for name, begin in domains.items():
        given: dict[str, Any] = {"at": at, "begin": begin, "step": _step(name), "stale": at - CLAIM_TIMEOUT}
        with connection.cursor() as cursor:
            cursor.execute(_SPREAD, {**given, "name": name, "first": int(Priority.FIRST)})


def domain_of(address: str) -> str:
    """The mail server's name in an address, in small letters."""
    return address.rpartition("@")[2].lower()


def _step(name: str) -> timedelta | None:
    """The time from one letter to the next; None where there is no limit."""
    most = settings.MAIL_MOST_A_MINUTE_TO.get(name, settings.MAIL_MOST_A_MINUTE)
    return timedelta(minutes=1) / most if most > 0 else None

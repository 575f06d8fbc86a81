"""What the cache keeps, and how it is told that it is out of date.

Whatever is the same for everybody is kept in the cache **under a stamp**, a random word that
``bump`` replaces: nothing that was made under an earlier one is given out any more. Nothing has to
know which pages or answers a change concerns.

The cache is a help, never a condition. While it is away everything is made afresh, a ``bump`` that it
missed is forgotten, and what it kept from before comes to light again when it is back: therefore
nothing is kept for longer than ``LONGEST``, which bounds how stale anything can ever be.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

T = TypeVar("T")
LONGEST = timedelta(seconds=60)
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Look(Generic[T]):
    """What one look into the cache has found at ``place``, under ``stamp`` ("" where there was none).

    ``last`` was kept there ``under`` another stamp perhaps, or until an instant that is over: it is right only where
    ``holds`` says so. ``beside`` is what else was asked for. ``is_away``: the cache did not answer.
    """

    place: str
    stamp_key: str
    stamp: str = ""
    last: T | None = None
    under: str = ""
    until: datetime = NEVER
    beside: Mapping[str, Any] = field(default_factory=dict)
    is_away: bool = False

    def holds(self, at: datetime) -> bool:
        """Is ``last`` what everybody may be told at the instant ``at``?"""
        return self.stamp == self.under != "" and at < self.until


def bump(name: str) -> None:
    """Make everything that is kept under ``name`` out of date, once the present transaction is committed.

    Never raises for a cache that is away.
    """
    transaction.on_commit(lambda: guarded(lambda: cache.set(_stamp_key(name), _new(), timeout=None)))


def kept(key: str, make: Callable[[], tuple[T, datetime]], *, under: str, at: datetime | None = None) -> T:
    """What is kept for ``key`` under the stamp named ``under``; made by ``make`` where there is nothing.

    ``make`` returns the thing (it is pickled) and the instant at which it stops being right by
    itself, such as the closing of a period; it is never kept longer than ``LONGEST``. The stamp is
    read *before* ``make`` looks at the database: what a change overtakes is not given out after it.
    One round trip to the cache when something is found.
    """
    at = at or timezone.now()
    found: Look[T] = look(key, under=under)
    if found.holds(at):
        return found.last  # type: ignore[return-value]  # what holds is there
    stamp = begun(found)
    thing, until = make()
    keep(found, thing, stamp=stamp, until=until, at=at)
    return thing


def look(key: str, *, under: str, beside: Sequence[str] = ()) -> Look[T]:
    """Look what is kept for ``key`` under the stamp named ``under``, and at the keys ``beside``: one round trip."""
    place, stamp_key = f"kept:{under}:{key}", _stamp_key(under)
    found = guarded(lambda: cache.get_many([stamp_key, place, *beside]))
    if found is None:
        return Look(place, stamp_key, is_away=True)
    made_under, until, last = found.get(place) or ("", NEVER, None)
    return Look(place, stamp_key, found.get(stamp_key) or "", last, made_under, until, found)


def begun(found: Look[Any]) -> str:
    """The stamp under which a thing may be made anew, to be asked *before* the database is; "" if the cache is away."""
    if found.is_away:
        return ""
    return found.stamp or guarded(lambda: cache.get_or_set(found.stamp_key, _new, timeout=None)) or ""


def keep(
    found: Look[T], thing: T, *, stamp: str, until: datetime, at: datetime, remembered: timedelta = timedelta()
) -> None:
    """Keep what was made at the instant ``at`` under ``stamp`` until ``until``, and never longer than ``LONGEST``.

    It is ``remembered`` for so much longer as what was there last; nobody is told it any more.
    """
    until = min(until, at + LONGEST)
    if stamp and until > at:
        seconds = max(1, round((until - at + remembered).total_seconds()))
        guarded(lambda: cache.set(found.place, (stamp, until, thing), timeout=seconds))


def guarded(work: Callable[[], Any]) -> Any:
    """The result of ``work``; None, and a line in the log, when the cache is away."""
    try:
        return work()
    except (RedisError, OSError) as error:
        log.warning("the cache is away: %s", error)
        return None


def _stamp_key(name: str) -> str:
    return f"stamp:{name}"


def _new() -> str:
    return uuid4().hex

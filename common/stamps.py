"""What the cache keeps, and how it is told that it is out of date.

Whatever is the same for everybody is kept in the cache **under a stamp**, a random word that
``bump`` replaces: nothing that was made under an earlier one is given out any more. Nothing has to
know which pages or answers a change concerns.

The cache is a help, never a condition. While it is away everything is made afresh, a ``bump`` that it
missed is forgotten, and what it kept from before comes to light again when it is back: therefore
nothing is kept for longer than ``LONGEST``, which bounds how stale anything can ever be.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

T = TypeVar("T")
LONGEST = timedelta(seconds=60)


def bump(name: str) -> None:
    """Make everything that is kept under ``name`` out of date, once the present transaction is committed.

    Never raises for a cache that is away.
    """
    transaction.on_commit(lambda: _guarded(lambda: cache.set(_stamp_key(name), uuid4().hex, timeout=None)))


def kept(key: str, make: Callable[[], tuple[T, datetime]], *, under: str, at: datetime | None = None) -> T:
    """What is kept for ``key`` under the stamp named ``under``; made by ``make`` where there is nothing.

    ``make`` returns the thing (it is pickled) and the instant at which it stops being right by
    itself, such as the closing of a period; it is never kept longer than ``LONGEST``. The stamp is
    read *before* ``make`` looks at the database: what a change overtakes is not given out after it.
    One round trip to the cache when something is found.
    """
    at = at or timezone.now()
    place = f"kept:{under}:{key}"
    found = _guarded(lambda: cache.get_many([_stamp_key(under), place]))
    if found is None:
        return make()[0]
    stamp = found.get(_stamp_key(under))
    if stamp and place in found:
        made_under, until, thing = found[place]
        if made_under == stamp and at < until:
            return thing
    stamp = stamp or _guarded(lambda: cache.get_or_set(_stamp_key(under), lambda: uuid4().hex, timeout=None))
    thing, until = make()
    until = min(until, at + LONGEST)
    if stamp and until > at:
        seconds = max(1, round((until - at).total_seconds()))
        _guarded(lambda: cache.set(place, (stamp, until, thing), timeout=seconds))
    return thing


def _stamp_key(name: str) -> str:
    return f"stamp:{name}"


def _guarded(work: Callable[[], Any]) -> Any:
    """The result of ``work``; None, and a line in the log, when the cache is away."""
    try:
        return work()
    except (RedisError, OSError) as error:
        log.warning("the cache is away: %s", error)
        return None

"""Who has a contribution open at the desk: said to the others, and nothing more. It locks nothing.

Kept in the cache for a while after the page was asked for; a script says when it was left. Where the cache is away
nothing is said: what must not be overwritten is guarded by the actions.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.core.cache import cache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

T = TypeVar("T")
KEPT = timedelta(minutes=20)


@dataclass(frozen=True)
class Here:
    """Somebody else who has it open, and since when."""

    name: str
    since: datetime


def enter(contribution: int, person: int, colleagues: Mapping[int, str], *, at: datetime) -> list[Here]:
    """Note that ``person`` looks at it, and say who of the ``colleagues`` (names by id) does so too, by name."""
    keys = {pk: _key(contribution, pk) for pk in {*colleagues, person}}
    nobody: dict[str, datetime] = {}
    found = _guarded(lambda: cache.get_many(keys.values()), nobody)
    since = found.get(keys[person], at)
    _guarded(lambda: cache.set(keys[person], since, timeout=int(KEPT.total_seconds())), None)
    return [Here(name, found[keys[pk]]) for pk, name in colleagues.items() if pk != person and keys[pk] in found]


def leave(contribution: int, person: int) -> None:
    """Note that ``person`` has closed it."""
    _guarded(lambda: cache.delete(_key(contribution, person)), None)


def _key(contribution: int, person: int) -> str:
    return f"desk:open:{contribution}:{person}"


def _guarded(work: Callable[[], T], otherwise: T) -> T:
    try:
        return work()
    except (RedisError, OSError) as away:
        log.warning("nobody is said to be here: %s", away)
        return otherwise

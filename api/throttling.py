"""How much may be asked in a minute: by one address, or by one portal that shows its key.

Answers that are kept ready cost next to nothing and do not count. Where the cache is away nobody is counted: better a
slow API than none. What is left is told as ``draft-ietf-httpapi-ratelimit-headers`` has it.
"""

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from common import stamps
from common.counting import address_of

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


@dataclass(frozen=True)
class Caller:
    """Who asks: an address, or a portal; ``policy`` says which, and ``name`` which one."""

    policy: str
    name: str

    @property
    def most(self) -> int:
        """How many answers may be made for it in a window of time."""
        return _rate(self.policy)[0]

    @property
    def window(self) -> int:
        """How long that is, in seconds."""
        return _rate(self.policy)[1]

    def place(self, at: float) -> str:
        """Where it is counted, at a time in seconds: the window is part of the name, so counters never run on."""
        return f"asked:{self.policy}:{self.name}:{int(at // self.window)}"


def by_address(request: HttpRequest, policy: str = "address") -> Caller:
    """Return the caller known by nothing but its address."""
    return Caller(policy, address_of(request))


def count(caller: Caller, *, at: float) -> int | None:
    """Count one more answer, and return how many it were with it; None where nobody counts."""
    place = caller.place(at)

    def one_more() -> int:
        cache.add(place, 0, timeout=2 * caller.window)
        try:
            return int(cache.incr(place))
        except ValueError:  # forgotten meanwhile
            return 0

    counted: int | None = stamps.guarded(one_more)
    return counted


def refused_for(caller: Caller) -> int | None:
    """Count one more, and return for how many seconds it is refused; None where it is not."""
    at = time.time()
    counted = count(caller, at=at)
    return left(caller, at=at) if counted is not None and counted > caller.most else None


def headers(caller: Caller, asked: int | None, *, at: float) -> dict[str, str]:
    """Return what a client is told of its limit; how much of it is left only where somebody counts."""
    most, window = caller.most, caller.window
    told = {"RateLimit-Policy": f'"{caller.policy}";q={most};w={window}'}
    if asked is not None:
        told["RateLimit"] = f'"{caller.policy}";r={max(0, most - asked)};t={left(caller, at=at)}'
    return told


def left(caller: Caller, *, at: float) -> int:
    """Return after how many seconds it is counted from the beginning again."""
    return caller.window - int(at) % caller.window


def per_minute(policy: str = "address") -> int:
    """How many answers may be made in a minute."""
    most, window = _rate(policy)
    return round(60 * most / window)


def _rate(policy: str) -> tuple[int, int]:
    return _read(settings.API_RATES[policy])


@lru_cache(maxsize=16)
def _read(rate: str) -> tuple[int, int]:
    number, _per, period = rate.partition("/")
    return int(number), SECONDS[period[:1]]


def asked_so_far(caller: Caller, found: stamps.Look[Any], *, at: float) -> int | None:
    """Return how many answers were made for it, as one look into the cache has found it; None where nobody counts."""
    return None if found.is_away else int(found.beside.get(caller.place(at), 0))

"""How much comes from one address in an hour, counted in the cache.

Counted in amounts, bytes above all; the limits that our libraries bring count requests, and forget some where
many come at once. Where the cache is away nothing is counted: better a house without this lock than a closed one.
"""

import ipaddress
import logging
import time
from functools import lru_cache

from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError
from rest_framework.throttling import BaseThrottle

log = logging.getLogger(__name__)

HOUR = 3600
# What one household or one machine is given of the newer addresses.
IPV6_PREFIX = 64


def exceeds(request: HttpRequest, what: str, amount: int, *, most: int) -> bool:
    """Add ``amount`` to what its address has brought of ``what`` in this hour; is it more than ``most`` now?

    False where the address is not known, or the cache is away.
    """
    address = address_of(request)
    if not address:
        return False
    # The hour is part of the name, so a counter is never touched when it is about to be forgotten.
    key = f"counted:{what}:{int(time.time() // HOUR)}:{address}"
    try:
        cache.add(key, 0, timeout=2 * HOUR)
        return cache.incr(key, amount) > most
    except (RedisError, OSError, ValueError) as away:
        log.warning("nothing is counted: %s", away)
        return False


def address_of(request: HttpRequest) -> str:
    """The address that a request comes from, as ``NUM_PROXIES`` tells it; of the newer ones, the network. Or ""."""
    return _named(str(BaseThrottle().get_ident(request) or ""))  # type: ignore[arg-type]  # it asks for headers only


@lru_cache(maxsize=4096)
def _named(found: str) -> str:
    try:
        address = ipaddress.ip_address(found)
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ipaddress.ip_network((address, IPV6_PREFIX), strict=False).network_address)

"""How much one address may ask."""

import logging
from typing import Any

from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

logger = logging.getLogger(__name__)


class ByAddress(SimpleRateThrottle):
    """So many answers a minute for one address. Answers that are kept ready cost next to nothing and do not count.

    Where the cache is away nobody is counted: better a slow API than none.
    """

    scope = "api"  # its rate is in the settings

    def get_cache_key(self, request: Request, view: Any) -> str:
        """Return the key under which this address is counted."""
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}

    def allow_request(self, request: Request, view: Any) -> bool:
        """Tell whether this address may ask once more."""
        try:
            return bool(super().allow_request(request, view))
        except (RedisError, OSError) as away:
            logger.warning("requests are not counted: %s", away)
            return True


def per_minute() -> int:
    """How many answers one address may have in a minute."""
    throttle = ByAddress()
    answers, seconds = throttle.parse_rate(throttle.get_rate())
    return round(60 * (answers or 0) / (seconds or 60))

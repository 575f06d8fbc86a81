"""The body of an answer that is the same for everybody, as it is kept in the cache.

What runs with the clock, the seconds that are left, is not in it: a mark with the instant of closing
stands in its place, and the number is put there as the answer leaves.
"""

import gzip
import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

# JSON escapes quotation marks inside a text, so nobody's words can look like this.
_MARK = re.compile(rb'"seconds_left":"@(\d+)"')


def mark(closes_at: datetime) -> str:
    """Return what stands in for the seconds left until ``closes_at``."""
    return f"@{int(closes_at.timestamp())}"


@dataclass(frozen=True)
class Kept:
    """A body, and until when it is right by itself.

    ``etag`` is weak: it stays the same while only the clock has moved on. ``runs`` tells whether
    the body has marks of the clock.
    """

    body: bytes
    until: datetime
    etag: str = field(init=False)
    runs: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "etag", f'W/"{sha256(self.body).hexdigest()[:32]}"')
        object.__setattr__(self, "runs", _MARK.search(self.body) is not None)

    def text(self, *, at: datetime, packed: bool) -> bytes:
        """Return the body at the instant ``at``, gzipped if ``packed``."""
        return _text(self.body, int(at.timestamp()) if self.runs else 0, packed)


@lru_cache(maxsize=16)
def _text(body: bytes, second: int, packed: bool) -> bytes:
    """The same for all requests of one second."""
    told = _MARK.sub(lambda found: b'"seconds_left":%d' % max(0, int(found[1]) - second), body)
    return gzip.compress(told, compresslevel=6, mtime=0) if packed else told

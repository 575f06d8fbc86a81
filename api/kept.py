"""The body of an answer that is the same for everybody, as it is kept in the cache.

What runs with the clock, the seconds that are left, is not in it: a mark with the instant of closing
stands in its place, and the number is put there as the answer leaves.
"""

import gzip
import re
from dataclasses import dataclass
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
    """A body, gzipped, and until when it is right by itself.

    ``etag`` is weak: it stays the same while only the clock has moved on. ``runs`` tells whether
    the body has marks of the clock.
    """

    packed: bytes
    until: datetime
    etag: str
    runs: bool

    @classmethod
    def of(cls, body: bytes, *, until: datetime) -> "Kept":
        """Return a body with what is found out about it once for all requests."""
        etag = f'W/"{sha256(body).hexdigest()[:32]}"'
        return cls(_pack(body), until, etag, runs=_MARK.search(body) is not None)

    def text(self, *, at: datetime, packed: bool) -> bytes:
        """Return the body at the instant ``at``, gzipped if ``packed``."""
        if packed and not self.runs:
            return self.packed
        return _text(self.packed, int(at.timestamp()) if self.runs else 0, packed)


@lru_cache(maxsize=16)
def _text(kept: bytes, second: int, packed: bool) -> bytes:
    """The same for all requests of one second."""
    told = _MARK.sub(lambda found: b'"seconds_left":%d' % max(0, int(found[1]) - second), gzip.decompress(kept))
    return _pack(told) if packed else told


def _pack(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=6, mtime=0)

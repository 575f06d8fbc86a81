"""The body of an answer that is the same for everybody, as it is kept in the cache.

What runs with the clock, the seconds that are left, is not in it: a mark with the instant of closing
stands in its place, and the number is put there as the answer leaves.

What is *known* of a body is small and looked up each time; the body itself is fetched when it is needed, and each
process has those at hand that were asked for last, packed as they leave.
"""

import re
import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256

import brotli
from django.core.cache import cache

from api import codings, etags, folding
from common import stamps

# JSON escapes quotation marks inside a text, so nobody's words can look like this.
_MARK = re.compile(rb'"seconds_left":"@(\d+)"')
# Bytes, as they come; what is larger is made anew each time.
LARGEST = 4 * 1024 * 1024
# Bytes of bodies that a process has at hand.
AT_HAND = 24 * 1024 * 1024
# For how long it is remembered since when an answer has been as it is.
REMEMBERED = timedelta(minutes=10)


def mark(closes_at: datetime) -> str:
    """Return what stands in for the seconds left until ``closes_at``."""
    return f"@{int(closes_at.timestamp())}"


@dataclass(frozen=True)
class Known:
    """What is known of a body: its ``digest``, until when it is right, since which second it has been as it is.

    ``runs`` tells whether it has marks of the clock; ``others_keep``, for how many seconds other caches may answer
    without asking us; ``headers`` go out with it.
    """

    digest: str
    until: datetime
    modified: int
    runs: bool
    others_keep: int
    headers: tuple[tuple[str, str], ...] = ()

    def etag(self, *, at: datetime, coding: str) -> str:
        """Return the name of the bytes that leave at the instant ``at``."""
        return etags.etag(self.digest, second=int(at.timestamp()) if self.runs else None, coding=coding)


def known_of(body: bytes, *, until: datetime, made: datetime, headers: dict[str, str], others_keep: int) -> Known:
    """Return what is known of a body that was finished at the instant ``made``."""
    digest = sha256(body).hexdigest()[:32]
    runs = _MARK.search(body) is not None
    return Known(digest, until, etags.rounded_up(made), runs, others_keep, tuple(headers.items()))


def since(known: Known, before: Known | None) -> Known:
    """Return the same, remembering since when it has been so if that is what was kept ``before``."""
    same = before is not None and before.digest == known.digest
    return replace(known, modified=before.modified) if same and before is not None else known


def store(body: bytes, known: Known) -> None:
    """Keep a body, folded if it is, for as long as somebody could be told of it."""
    seconds = int((2 * stamps.LONGEST).total_seconds())
    stamps.guarded(lambda: cache.set(_place(known), brotli.compress(body, quality=1), timeout=seconds))


def text_of(known: Known, *, at: datetime, coding: str, body: bytes | None = None) -> bytes | None:
    """Return the bytes that leave at the instant ``at``; None where the body (``body``, or the kept one) is gone."""
    second = int(at.timestamp()) if known.runs else 0
    with _at_hand.making(f"{known.digest}:{coding}"):
        found = _at_hand.get((known.digest, coding, second))
        if found is not None:
            return found
        plain = body if body is not None else _plain(known)
        if plain is None:
            return None
        told = codings.pack(folding.unfolded(_told(plain, second) if known.runs else plain), coding)
        _at_hand.put((known.digest, coding, second), told, instead_of=(known.digest, coding))
        return told


def _plain(known: Known) -> bytes | None:
    found = _at_hand.get((known.digest, "kept", 0))
    if found is None:
        found = stamps.guarded(lambda: cache.get(_place(known)))
        if found is None:
            return None
        _at_hand.put((known.digest, "kept", 0), found)
    return bytes(brotli.decompress(found))


def _told(body: bytes, second: int) -> bytes:
    return _MARK.sub(lambda found: b'"seconds_left":%d' % max(0, int(found[1]) - second), body)


def _place(known: Known) -> str:
    return f"body:{known.digest}"


Key = tuple[str, str, int]


@dataclass
class _AtHand:
    """The bodies that a process has at hand, those asked for last; each is made by one thread while others wait."""

    bodies: "OrderedDict[Key, bytes]" = field(default_factory=OrderedDict)
    size: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    makers: list[threading.Lock] = field(default_factory=lambda: [threading.Lock() for _ in range(16)])

    def making(self, name: str) -> threading.Lock:
        """Return the lock under which what is called so is made; others may share it."""
        return self.makers[hash(name) % len(self.makers)]

    def get(self, key: Key) -> bytes | None:
        with self.lock:
            found = self.bodies.get(key)
            if found is not None:
                self.bodies.move_to_end(key)
            return found

    def put(self, key: Key, body: bytes, *, instead_of: tuple[str, str] | None = None) -> None:
        """Have it at hand; ``instead_of`` the same of another second."""
        with self.lock:
            if instead_of is not None:
                for old in [each for each in self.bodies if each[:2] == instead_of]:
                    self.size -= len(self.bodies.pop(old))
            self.bodies[key] = body
            self.size += len(body)
            while self.size > AT_HAND and len(self.bodies) > 1:
                self.size -= len(self.bodies.popitem(last=False)[1])

    def empty(self) -> None:
        with self.lock:
            self.bodies.clear()
            self.size = 0


_at_hand = _AtHand()


def forget() -> None:
    """Have no body at hand any more."""
    _at_hand.empty()

"""What the record tells, and whether it still holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet

from record import names
from record.chain import GENESIS, Continuity
from record.models import Entry

COLUMNS = ("number", "at", "actor", "verb", "subject", "digest", "facts", "previous", "hash")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found.

    ``checked`` entries held; ``number`` and ``hash`` are those of the last one that did. ``broken`` is the sentence
    about the first break, or "".
    """

    checked: int
    number: int
    hash: str
    broken: str


def about(subject: models.Model | tuple[str, str]) -> QuerySet[Entry]:
    """Return the entries about one thing, oldest first; none is an empty answer, not an error."""
    return Entry.objects.filter(subject=names.reference(subject)).order_by("number")


def last() -> Entry | None:
    """Return the newest entry, the head of the chain."""
    return Entry.objects.order_by("-number").first()


def contains(known: str) -> bool:
    """Say whether the chain has an entry that was noted down as ``NUMBER:HASH``; what has no such form is not in it."""
    number, _, fixed = known.partition(":")
    return number.isdecimal() and Entry.objects.filter(number=int(number), hash=fixed).exists()


def verify(*, first: int = 1) -> Verdict:
    """Walk the chain from an entry's number to its end, in constant memory, and stop at the first break.

    From a later number on, the hash stored with the entry before it is taken on trust.
    """
    chain = _beginning_before(first)
    if chain is None:
        return Verdict(0, 0, GENESIS, f"Entry {first - 1}, after which the verification was to begin, is missing.")
    checked = 0
    for row in _rows(first):
        broken = chain.follow(row)
        if broken:
            return Verdict(checked, chain.number, chain.hash, broken)
        checked += 1
    return Verdict(checked, chain.number, chain.hash, "")


def _beginning_before(first: int) -> Continuity | None:
    if first <= 1:
        return Continuity()
    trusted = Entry.objects.filter(number=first - 1).values_list("hash", flat=True).first()
    return None if trusted is None else Continuity(number=first - 1, digest=trusted)


def _rows(first: int) -> Iterator[tuple[Any, ...]]:
    # A server-side cursor: the chain may be longer than memory.
    return Entry.objects.filter(number__gte=first).order_by("number").values_list(*COLUMNS).iterator(chunk_size=1000)

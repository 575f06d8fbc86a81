"""The arithmetic of the record: how an entry is written down for hashing, and how entries hang together.

The written form of an entry is a JSON object with the eight members ``actor``, ``at``, ``digest``, ``facts``,
``number``, ``previous``, ``subject`` and ``verb``, serialised by RFC 8785 (JSON Canonicalization Scheme): members
sorted by name, no blanks, UTF-8. ``at`` is UTC with six decimals and a ``Z``; ``facts`` holds whole numbers within
2**53 - 1, strings, booleans and nulls only, so every JSON reader in the world agrees on it. An entry's hash is the
SHA-256 of these bytes in lower-case hex; ``previous`` is the hash of the entry numbered one lower. Whoever holds a copy
of the table can therefore check it with a dozen lines in any language.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime

KINDS_OF_FACT = (int, str, bool, type(None))
Fact = int | str | bool | None

# What the first entry names as its predecessor.
GENESIS = "0" * 64
LONGEST_STRING = 200
# Beyond it JSON readers that keep numbers as doubles would disagree.
LARGEST_NUMBER = 2**53 - 1

_write = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_FACT_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


def canonical(
    *,
    number: int,
    at: datetime,
    actor: str,
    verb: str,
    subject: str,
    digest: str,
    facts: Mapping[str, Fact],
    previous: str,
) -> bytes:
    """Return the written form of an entry, as the module describes it; ``at`` must know its zone."""
    written = {
        "actor": actor,
        "at": at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z",
        "digest": digest,
        "facts": facts,
        "number": number,
        "previous": previous,
        "subject": subject,
        "verb": verb,
    }
    return _write(written).encode()


def fingerprint(written: bytes) -> str:
    """Return the hash of a written form: SHA-256 in 64 lower-case hex digits."""
    return hashlib.sha256(written).hexdigest()


def check_facts(facts: Mapping[str, object]) -> dict[str, Fact]:
    """Return the facts unchanged, or raise ``ValueError`` where one could carry personal words.

    The record outlives lawful erasure, so it holds ids, digests and codes only: nothing longer than 200 characters,
    nothing that looks like an address of electronic mail, no nested values.
    """
    for name, value in facts.items():
        if not _FACT_NAME.fullmatch(name):
            raise ValueError(f"The record names facts in small ASCII letters, not {name!r}.")
        complaint = _complaint(value)
        if complaint:
            raise ValueError(f"The record cannot hold the fact {name!r}: {complaint}.")
    return dict(facts)  # type: ignore[arg-type]  # each value was looked at above


def _complaint(value: object) -> str:
    if not isinstance(value, KINDS_OF_FACT):
        return f"a {type(value).__name__} is neither a whole number, a string, a boolean nor None"
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        return "numbers end at 2**53 - 1"
    if isinstance(value, str):
        return _complaint_about_text(value)
    return ""


def _complaint_about_text(value: str) -> str:
    if len(value) > LONGEST_STRING:
        return f"{len(value)} characters are more than {LONGEST_STRING}; give the digest of long content"
    if "@" in value:
        return "an @ looks like a person's address; give the person's id"
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        return "it contains a character that cannot be stored"
    return ""


class Continuity:
    """Follow a chain entry by entry, remembering only the last one.

    ``number`` and ``hash`` are those of the last entry that held; begin with the entry before the first to be followed.
    """

    def __init__(self, *, number: int = 0, digest: str = GENESIS) -> None:
        self.number = number
        self.hash = digest

    def follow(self, row: tuple[int, datetime, str, str, str, str, Mapping[str, Fact], str, str]) -> str:
        """Take the next row (number, at, actor, verb, subject, digest, facts, previous, hash).

        Return "" where it continues the chain, else a sentence that says what is broken; the position then stays.
        """
        number, at, actor, verb, subject, digest, facts, previous, fixed = row
        if number != self.number + 1:
            return f"Entry {self.number + 1} is missing: entry {self.number} is followed by entry {number}."
        if previous != self.hash:
            return f"Entry {number} does not continue entry {self.number}: it names another predecessor."
        written = canonical(
            number=number, at=at, actor=actor, verb=verb, subject=subject, digest=digest, facts=facts, previous=previous
        )
        if fingerprint(written) != fixed:
            return f"Entry {number} was altered: its content does not have the hash that stands beside it."
        self.number, self.hash = number, fixed
        return ""

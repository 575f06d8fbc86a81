"""Alphabetical order that is the same on every database.

The embedded PostgreSQL sorts by code point, others by whatever the machine has.
So the order is made here, by the Unicode Collation Algorithm with its default
table (DUCET, https://www.unicode.org/reports/tr10/), and stored as bytes.
"""

from functools import cache

from pyuca import Collator


@cache
def _collator() -> Collator:
    return Collator()


def sort_key(text: str) -> bytes:
    """Bytes that sort as ``text`` sorts; equal texts give equal keys."""
    return b"".join(weight.to_bytes(3, "big") for weight in _collator().sort_key(text))

"""Signatures: a few numbers of a text that are alike where texts are alike (MinHash), found again by their bands.

A text is taken as the set of its *shingles*, every three words in a row (four characters where a script has no
blanks). How alike two texts are is the share of shingles that they have in common (Jaccard). A signature has 126
numbers; the share of numbers in which two agree estimates that. Three numbers are a *band*. Two texts that share half
of their shingles have a band in common in 997 cases of 1,000, and in 68 of 100 where they share three tenths; two that
share one in fifty, as different texts about one subject do, in 3 of 10,000. So candidates are found by equal bands,
among however many, and then compared exactly.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy

from .words import UNPARTED, words_of

# Both together are what stored signatures were made by: whoever changes one makes all of them anew (``VERSION``).
NUMBERS, BAND = 126, 3
VERSION = 1
# What shares less is another text.
ALIKE = 0.3
# "We support the draft." is said by many who never met: a text of fewer words is like another only if it is the same,
# and of fewer than ``FEWEST`` not even then.
SHORT, FEWEST = 25, 8


@dataclass(frozen=True)
class Signature:
    """``bands`` are what it is found by (empty for what is too short), ``numbers`` the whole, ``words`` how many."""

    bands: tuple[int, ...]
    numbers: bytes
    words: int


def shingles(text: str) -> frozenset[str]:
    """Every few words in a row; of a text shorter than that, the text."""
    words = words_of(text)
    found = {
        " ".join(words[place : place + length])
        for place, word in enumerate(words)
        if place + (length := 4 if UNPARTED.match(word) else 3) <= len(words)
    }
    return frozenset(found or ({" ".join(words)} if words else ()))


def signature(text: str) -> Signature:
    """What is stored of a text. The same text gives the same, on any machine."""
    words = words_of(text)
    if len(words) < FEWEST:
        return Signature((), b"", len(words))
    if len(words) < SHORT:
        return Signature((_number(" ".join(words).encode()),), b"", len(words))
    # Its package brings scipy, 0.3 s of a start: for the worker that makes signatures, and not for every process.
    from datasketch import MinHash  # noqa: PLC0415

    minhash = MinHash(num_perm=NUMBERS, hashfunc=zlib.crc32, scheme="affine32")
    minhash.update_batch([shingle.encode() for shingle in shingles(text)])
    numbers = minhash.hashvalues.astype("<u4").tobytes()
    bands = (numbers[start : start + 4 * BAND] for start in range(0, len(numbers), 4 * BAND))
    return Signature(tuple(_number(bytes([place]) + band) for place, band in enumerate(bands)), numbers, len(words))


def estimated(one: bytes, other: bytes) -> float:
    """How alike two texts are, guessed from their numbers; 1.0 where there are none, which were found by being same."""
    if len(one) != len(other) or not one:
        return 1.0 if one == other else 0.0
    return float(numpy.mean(numpy.frombuffer(one, "<u4") == numpy.frombuffer(other, "<u4")))


def alike(one: str, other: str) -> float:
    """How alike two texts are, exactly: from 0 to 1. Short ones are the same (1.0) or not (0.0)."""
    words, others = words_of(one), words_of(other)
    if min(len(words), len(others)) < SHORT:
        return float(words == others and len(words) >= FEWEST)
    return jaccard(shingles(one), shingles(other))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of shingles that both have."""
    together = len(one | other)
    return len(one & other) / together if together else 0.0


def nearest(numbers: bytes, others: Sequence[tuple[int, bytes]], *, most: int) -> list[int]:
    """The keys of those that seem most alike, at most so many; in doubt rather one too many."""
    guessed = [(estimated(numbers, other), key) for key, other in others]
    # The estimate of 126 numbers is off by 0.04 mostly, and by 0.12 hardly ever.
    return [key for guess, key in sorted(guessed, key=lambda each: (-each[0], each[1])) if guess > ALIKE - 0.12][:most]


def _number(data: bytes) -> int:
    """A number that fits PostgreSQL's integer, below zero too."""
    return int(struct.unpack("<i", struct.pack("<I", zlib.crc32(data)))[0])

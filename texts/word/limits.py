"""How much of a file we are ready to read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Where reading stops with ``Unreadable``. What an archive *says* of its sizes is never believed.

    ``file_bytes``: of the file as it comes. ``parts``: files in the archive. ``part_bytes``, ``all_bytes``: one of
    them unpacked, and all that are read together. ``nodes``: tags and attributes in one of them, of which each takes
    some 200 bytes of memory however short it is; 100 pages have some 100,000. ``paragraphs``: in the whole, cells of
    tables and notes included. ``depth``: how deeply they may be nested; the parser's own limit is
    256, so a larger number means that.
    """

    file_bytes: int = 64 << 20
    parts: int = 10_000
    part_bytes: int = 96 << 20
    all_bytes: int = 192 << 20
    nodes: int = 3_000_000
    paragraphs: int = 100_000
    depth: int = 256

"""A paper for reading, as a row of parts: headings, words, tables. Word files and printed sheets are made of the same.

Every text is of a language of its own ("" for one that is not known), so that a contribution in Arabic keeps its
direction inside a paper in English.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Look(Enum):
    """How words stand: as a text, as a line about what follows, as one of several numbered things."""

    BODY = "body"
    META = "meta"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 1 parts the paper, 2 begins an entry below it. ``link``: where the entry is to be read by itself."""

    text: str
    level: int = 1
    language: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph; ``label`` stands before it, such as ``1.``."""

    text: str
    language: str = ""
    look: Look = Look.BODY
    label: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table."""

    text: str
    language: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """``widths`` are relative. Rows are gone through once."""

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: Iterable[tuple[Cell, ...]]


Part = Heading | Words | Table

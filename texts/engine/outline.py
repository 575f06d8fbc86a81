"""What a text is to us: clauses in their order, each with an identity of its own.

A label (``a)``, ``3.``) is what was printed and nothing else: it may be missing, or stand twice.
"""

from dataclasses import dataclass
from enum import StrEnum


class ClauseKind(StrEnum):
    """What a clause is in its text."""

    TITLE = "title"
    CHAPEAU = "chapeau"
    CONTAINER = "container"
    ITEM = "item"
    SUB_ITEM = "sub_item"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as one version of its text words it. ``parent`` is the identity of the one it stands under, or ""."""

    id: str
    kind: ClauseKind
    wording: str
    label: str = ""
    parent: str = ""


# In reading order; a parent stands before what is under it.
Outline = tuple[Clause, ...]


def kind_after(before: Clause | None) -> ClauseKind:
    """What a new clause most likely is: another one like its neighbour; under a heading, an item."""
    if before is None or before.kind in (ClauseKind.TITLE, ClauseKind.CHAPEAU):
        return ClauseKind.PARAGRAPH
    return ClauseKind.ITEM if before.kind is ClauseKind.CONTAINER else before.kind

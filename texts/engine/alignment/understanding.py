"""What was understood of a file: its changes clause by clause, and all that has no place among them.

Every tracked paragraph is named exactly once in ``changes``, ``relabelled``, ``unchanged`` or ``unplaced``.
"""

from dataclasses import dataclass
from enum import StrEnum

from ..changes import Change
from ..redline import Piece
from ..tracked import Mark


class Certainty(StrEnum):
    """``STATED``: the file's own marks say it, on our wording. ``LIKELY``: judged by likeness; to be looked at."""

    STATED = "stated"
    LIKELY = "likely"


class Why(StrEnum):
    """Why something has no place among the changes. The values are fixed: whoever shows them words them."""

    NOT_IN_BASE = "not_in_base"
    """Stands in the file without any change, but not in our text: a covering note, for example."""
    CHANGED_NOT_IN_BASE = "changed_not_in_base"
    """A change of words that our text does not have."""
    EMPTY = "empty"
    """A paragraph without words was inserted or deleted."""
    BLANKS = "blanks"
    """What was changed leaves the same words: blank space, or a word taken away and put back."""
    ABOVE_TITLE = "above_title"
    """Inserted above the title: a covering note rather than a clause."""
    OUTSIDE = "outside"
    """Inserted in a footnote, an endnote or a text box, which are no clauses."""
    OURS_ALREADY = "ours_already"
    """Asks for what our text says: the file was made from another version of it."""
    COME_AND_GONE = "come_and_gone"
    """Inserted and deleted again: it stands neither in the old text nor in the new one."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A change, and how the file has it.

    ``pieces``: the redline of the wording as the file marks it (its blank space included); what was inserted and
    deleted again is left out. Where the file words the clause otherwise than we do, its changes are laid over our
    words, and the redline is the one of these. ``paragraphs``: positions of the tracked paragraphs that belong to it,
    and to no other change; empty for a clause that was merged into another or, where there were no marks, is missing.
    ``label``: the typed label in the file now, and ``label_before`` the one in front of the change, where they differ.
    ``marks``: everyone who had a part in it, who did most of it first.
    """

    change: Change
    pieces: tuple[Piece, ...]
    paragraphs: tuple[int, ...] = ()
    marks: tuple[Mark, ...] = ()
    certainty: Certainty = Certainty.STATED
    label: str = ""
    label_before: str = ""

    @property
    def author(self) -> str:
        """Who did most of it."""
        return self.marks[0].author if self.marks else ""

    @property
    def date(self) -> str:
        """When that was, as the file says it."""
        return self.marks[0].date if self.marks else ""


@dataclass(frozen=True, slots=True)
class Relabelled:
    """A clause whose typed label was changed and not its words."""

    clause: str
    old: str
    new: str
    paragraphs: tuple[int, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A clause that the file leaves as it is; ``clause`` is "" for paragraphs without words."""

    clause: str
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something that has no place among the changes. ``clause``: in or after which it stands, "" for the beginning."""

    why: Why
    pieces: tuple[Piece, ...]
    paragraphs: tuple[int, ...]
    clause: str = ""
    label: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Differing:
    """A clause that the file, its changes rejected, words otherwise than we do, or (``wandered``) places elsewhere."""

    clause: str
    ours: str
    theirs: str
    paragraphs: tuple[int, ...]
    wandered: bool = False


@dataclass(frozen=True, slots=True)
class Understanding:
    """All of a file. ``changes`` are in the order of the file: those at one place stand in the order of the result.

    ``missing_clauses``: identities of clauses that the file does not have at all. ``has_marks``: were there revision
    marks, or was the file compared?
    """

    changes: tuple[Placed, ...]
    relabelled: tuple[Relabelled, ...] = ()
    unchanged: tuple[Unchanged, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    base_differs: tuple[Differing, ...] = ()
    missing_clauses: tuple[str, ...] = ()
    has_marks: bool = True

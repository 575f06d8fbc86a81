"""What a source proposes to a text, clause by clause."""

from dataclasses import dataclass
from enum import StrEnum

from .outline import ClauseKind


class Op(StrEnum):
    """What is to happen. ``NOC`` is a position of its own: keep it as it is."""

    ADD = "ADD"
    MOD = "MOD"
    SUP = "SUP"
    MOVE = "MOVE"
    NOC = "NOC"


class ChangeKind(StrEnum):
    """Of what kind a change is; how much it matters is for the reader to say."""

    EDITORIAL = "editorial"
    SUBSTANTIVE = "substantive"
    TECHNICAL = "technical"
    TRANSLATION = "translation"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Change:
    """One proposal for one clause or place.

    ``clause``: identity of the clause concerned; for ``ADD`` "" (what does not exist yet has none).
    ``after``: for ``ADD`` and ``MOVE`` the identity of the clause of the *base* after which it shall stand, "" for
    the very beginning; several at one place stand in the order in which they are given.
    ``wording``: for ``ADD`` and ``MOD`` the words proposed, for ``MOVE`` the words if they change too, else "".
    ``clause_kind`` and ``label``: of what is added, as the source printed it.
    """

    op: Op
    clause: str = ""
    after: str = ""
    wording: str = ""
    clause_kind: ClauseKind = ClauseKind.PARAGRAPH
    label: str = ""
    kind: ChangeKind = ChangeKind.SUBSTANTIVE
    reason: str = ""

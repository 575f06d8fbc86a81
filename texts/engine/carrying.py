"""What becomes of a pending change when the next version of its text is issued.

Three are laid over each other, word by word: the base on which the change was made, the version adopted since, and
the wording proposed. Where the words of the change were left alone it is carried; where its place or its words are no
longer what they were, nobody guesses: it goes back to its proponent as it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from .changes import Change, Op
from .collision import together
from .folding import folded
from .outline import Clause


class Verdict(StrEnum):
    """``CARRIED``: stands on the new version, too. ``ADOPTED``: is in it already, nothing is left to ask."""

    CARRIED = "carried"
    ADOPTED = "adopted"
    COLLIDES = "collides"


class Clash(StrEnum):
    """Why a change could not be carried.

    ``WORDS``: its words were changed otherwise. ``REWORDED``: the clause to be kept or suppressed reads differently
    now. ``GONE``: its clause or place is no longer there. ``PLACE``: something else stands at its place now.
    ``MOVED``: its clause was moved to another place than it asks for.
    """

    WORDS = "words"
    REWORDED = "reworded"
    GONE = "gone"
    PLACE = "place"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of ``original``.

    ``change``: what stands on the new version: for ``CARRIED`` the change with its wording laid over the adopted one,
    else None. ``base`` and ``adopted``: the wordings that were compared, "" where there is none.
    """

    verdict: Verdict
    original: Change
    change: Change | None = None
    base: str = ""
    adopted: str = ""
    clash: Clash | None = None


def carry(
    change: Change,
    base: Clause | None,
    adopted: Clause | None,
    *,
    after: str | None = None,
    added: Sequence[str] = (),
    moved_after: str | None = None,
) -> Carried:
    """Return what becomes of a change. Either all of it is carried, or nothing of it.

    ``base`` and ``adopted``: the clause concerned, before and now (None: gone). It may have another identity now,
    where it was merged into another; another label, parent or place does not hinder. Both are None for ``ADD``.
    ``after``: for ``ADD`` and ``MOVE`` the clause of the new version after which their place is, "" for the very
    beginning, None where that place is gone. ``added``: the wordings of new clauses adopted at that place.
    ``moved_after``: where the new version has moved the clause, the one after which it stands now.
    """
    base_wording, adopted_wording = base.wording if base else "", adopted.wording if adopted else ""

    def with_verdict(verdict: Verdict, change_now: Change | None = None, clash: Clash | None = None) -> Carried:
        return Carried(verdict, change, change_now, base_wording, adopted_wording, clash)

    outcome: Change | Clash | None
    if change.op is Op.ADD:
        outcome = _addition(change, after, added)
    elif base is None or adopted is None:
        outcome = None if change.op is Op.SUP and base is not None else Clash.GONE
    else:
        here = replace(change, clause=adopted.id)
        match change.op:
            case Op.MOD:
                outcome = _rewording(here, base, adopted)
            case Op.MOVE:
                outcome = _move(here, base, adopted, after=after, added=added, moved_after=moved_after)
            case _:
                outcome = here if _same(base.wording, adopted.wording) else Clash.REWORDED
    if isinstance(outcome, Clash):
        return with_verdict(Verdict.COLLIDES, clash=outcome)
    return with_verdict(Verdict.CARRIED, outcome) if outcome else with_verdict(Verdict.ADOPTED)


# Each answers with what is still asked for, None where all of it is in the adopted version, or why it collides.


def _addition(change: Change, after: str | None, added: Sequence[str]) -> Change | Clash | None:
    if any(_same(change.wording, wording) for wording in added):
        return None
    if after is None:
        return Clash.GONE
    return Clash.PLACE if added else replace(change, after=after)


def _rewording(change: Change, base: Clause, adopted: Clause) -> Change | Clash | None:
    if base.wording == adopted.wording:
        return change
    if _same(change.wording, adopted.wording):
        return None
    wording = together(base.wording, (adopted.wording, change.wording))
    if wording is None:
        return Clash.WORDS
    return replace(change, wording=wording) if wording != adopted.wording else None


def _move(
    change: Change,
    base: Clause,
    adopted: Clause,
    *,
    after: str | None,
    added: Sequence[str],
    moved_after: str | None,
) -> Change | Clash | None:
    """Place and words are asked for apart: where one is granted, the other is still asked for."""
    words = _rewording(change, base, adopted) if change.wording else None
    if isinstance(words, Clash):
        return words
    if moved_after is not None:
        if moved_after != after:
            return Clash.MOVED
        return replace(words, op=Op.MOD, after="") if words else None
    if after is None:
        return Clash.GONE
    if added:
        return Clash.PLACE
    return replace(change, after=after, wording=words.wording if words else "")


def _same(one: str, other: str) -> bool:
    return folded(one) == folded(other)

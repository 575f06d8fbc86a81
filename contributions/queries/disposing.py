"""What becomes of each change in a draft of the next version: what can be said of it, and what was said."""

from collections.abc import Sequence
from dataclasses import dataclass

from contributions.enums import Choice, Outcome
from contributions.models import Amendment, Disposition
from texts.engine.carrying import Verdict
from texts.engine.changes import Op
from texts.engine.succession import carried

from .drafting import Place, Work

# What says for good what became of a change; what was left for later is carried on.
FINAL = (Outcome.TAKEN, Outcome.IN_PART, Outcome.NOT_TAKEN, Outcome.COVERED)


@dataclass(frozen=True)
class Fate:
    """One change in the draft. ``is_in``: does the text as drafted say exactly what the change asks?

    ``said``: its disposition, None for none yet. ``proposed``: the outcome that follows from the decision at its place,
    for the officer to look at; "" where nothing follows.
    """

    amendment: Amendment
    place: Place
    is_in: bool
    said: Disposition | None
    proposed: str

    @property
    def contradicts(self) -> bool:
        """Does what was said of it not agree with the text any more?"""
        return self.said is not None and not agrees(self.said.outcome, is_in=self.is_in)


def agrees(outcome: str, *, is_in: bool) -> bool:
    """Can this be said of a change that the text has, or has not? Covered elsewhere, and later, claim neither."""
    if outcome == Outcome.TAKEN:
        return is_in
    return outcome in (Outcome.COVERED, Outcome.LATER) or not is_in


def fates(work: Work) -> list[Fate]:
    """Every change that is proposed, in reading order. Needs no query: ``work`` has it all."""
    in_text = _in_text(work)
    return [
        Fate(each, place, in_text[each.pk], said(each), _follows(each, place, is_in=in_text[each.pk]))
        for place in work.places
        for each in place.amendments
    ]


def said(amendment: Amendment) -> Disposition | None:
    """What was said of it; None for nothing yet."""
    return getattr(amendment, "disposition", None)


def undisposed(found: Sequence[Fate]) -> list[Fate]:
    """Of which nothing was said yet: they stay pending, and are carried on to the next version."""
    return [each for each in found if each.said is None]


def _in_text(work: Work) -> dict[int, bool]:
    changes = [each.as_change() for each in work.amendments]
    found = carried(changes, base=work.version.outline, adopted=work.outline)
    return {
        each.pk: one.verdict is Verdict.ADOPTED or (one.original.op is Op.NOC and one.verdict is Verdict.CARRIED)
        for each, one in zip(work.amendments, found, strict=True)
    }


def _follows(amendment: Amendment, place: Place, *, is_in: bool) -> str:
    """Of the chair's own words nobody can tell without reading how much of a change is in them."""
    if place.decision is None:
        return Outcome.TAKEN if is_in and not place.is_open else ""
    if is_in:
        return Outcome.TAKEN
    if amendment.pk in (*place.decision.taken, *place.decision.moved):
        return Outcome.IN_PART
    return "" if place.decision.choice == Choice.OWN else Outcome.NOT_TAKEN

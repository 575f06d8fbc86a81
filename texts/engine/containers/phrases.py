"""What one language's data on headings looks like."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """How a language opens the parts of a decision.

    ``bare``: headings that stand alone ("considering"). ``addressed``: those that may name whom they address
    ("invites Member States"). ``modifiers``: what may be added to either ("further", "with concern") and is left out
    before looking. ``joints``: what may join two of them ("and"). ``goes_on``: what shows, after the one addressed,
    that it is a sentence and no heading ("to" with a verb); at the very end it is still one. ``spaced``: does the
    language put blanks between words? Small letters all; apostrophes and diacritics as one would type them.
    """

    bare: tuple[str, ...]
    addressed: tuple[str, ...]
    modifiers: tuple[str, ...] = ()
    joints: tuple[str, ...] = ()
    goes_on: tuple[str, ...] = ()
    spaced: bool = True

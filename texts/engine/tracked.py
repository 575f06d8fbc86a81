"""Paragraphs with tracked changes in them, as a word processor keeps them, and what they say either way."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mark:
    """Who made a change, and when (as the file says it: ISO 8601, or "")."""

    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that share their history. Inserted by one and deleted by another: they stand in neither outcome.

    ``moved``: the name of the move to which its insertion or deletion belongs, "" for none.
    """

    text: str
    inserted: Mark | None = None
    deleted: Mark | None = None
    moved: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``inserted`` and ``deleted`` concern its *mark*, the end that parts it from the next.

    ``label``: the automatic number as printed ("" for none; a typed one is in the runs). ``level``: of the list or
    heading, from 0; None outside of them. ``heading``: is it styled as a title or heading? ``identity``: which of our
    clauses it was when the file left us, "" where the file does not say. ``place``: "body", "table", "footnote",
    "endnote" or "textbox". ``flow``: paragraphs that follow each other directly have the same number; nothing joins
    across two of them (each table cell, note and box is one, and what stands after a table begins another).
    """

    runs: tuple[Run, ...]
    inserted: Mark | None = None
    deleted: Mark | None = None
    label: str = ""
    level: int | None = None
    heading: bool = False
    identity: str = ""
    place: str = "body"
    flow: int = 0
    style: str = ""

    @property
    def text(self) -> str:
        """Everything, inserted and deleted words side by side."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A paragraph as it reads when all changes are accepted or all rejected.

    ``runs``: what is left of the words. ``parts``: the positions of the tracked paragraphs that came together in it
    (more than one where a mark went away). The facts of a paragraph (label, style …) are those of the *last* part:
    in Word the mark that stays carries them.
    """

    text: str
    parts: tuple[int, ...]
    runs: tuple[Run, ...] = field(default=(), repr=False)


def accepted(paragraphs: Sequence[Paragraph]) -> list[Outcome]:
    """What the paragraphs say with every change accepted."""
    return _outcome(paragraphs, keeps=lambda run: run.deleted is None, ends=lambda each: each.deleted is None)


def rejected(paragraphs: Sequence[Paragraph]) -> list[Outcome]:
    """What the paragraphs say with every change rejected."""
    return _outcome(paragraphs, keeps=lambda run: run.inserted is None, ends=lambda each: each.inserted is None)


def has_changes(paragraphs: Iterable[Paragraph]) -> bool:
    """Is there anything to accept or reject?"""
    return any(
        each.inserted or each.deleted or any(run.inserted or run.deleted for run in each.runs) for each in paragraphs
    )


def _outcome(
    paragraphs: Sequence[Paragraph], *, keeps: Callable[[Run], bool], ends: Callable[[Paragraph], bool]
) -> list[Outcome]:
    """Join what stays; where a mark goes, the next paragraph follows without a blank."""
    found: list[Outcome] = []
    runs: list[Run] = []
    parts: list[int] = []
    flow = 0
    for number, each in enumerate(paragraphs):
        if parts and each.flow != flow:
            found += _left(runs, parts)
            runs, parts = [], []
        flow = each.flow
        runs += [run for run in each.runs if keeps(run)]
        parts.append(number)
        if ends(each):
            found.append(_joined(runs, parts))
            runs, parts = [], []
    return found + _left(runs, parts)


def _left(runs: list[Run], parts: list[int]) -> list[Outcome]:
    """What stands at the end of a flow without a mark that stays: a paragraph if there are words, else nothing."""
    return [_joined(runs, parts)] if any(run.text for run in runs) else []


def _joined(runs: list[Run], parts: list[int]) -> Outcome:
    return Outcome("".join(run.text for run in runs), tuple(parts), tuple(runs))

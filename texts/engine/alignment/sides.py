"""The two sides of a file with tracked changes: its paragraphs as they were, and as they are to be."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..folding import folded
from ..lettering import lettered
from ..outline import Clause
from ..reading import Plain
from ..tracked import Outcome, Paragraph, Run, accepted, rejected
from ..wording import tidy


@dataclass(frozen=True, slots=True)
class Side:
    """One paragraph of one side. ``start``: where the wording begins in ``text``, after a typed label.

    ``parts``: the tracked paragraphs that came together in it, and ``own`` those of them that gave it words.
    """

    text: str
    parts: tuple[int, ...]
    own: tuple[int, ...]
    label: str
    start: int
    plain: Plain

    @property
    def wording(self) -> str:
        """The words as a clause keeps them."""
        return tidy(self.text[self.start :])

    @property
    def typed_label(self) -> str:
        """The label if it was typed; an automatic one changes by itself."""
        return "" if self.plain.label else self.label

    def cut_like(self, clause: Clause) -> "Side":
        """The same with its label taken off as our clause has it, though it may not look like a label."""
        if self.plain.label or folded(self.wording) == folded(clause.wording):
            return self
        if not clause.label and folded(self.text) == folded(clause.wording):
            return self.cut("")
        return self if self.label or not clause.label else self.cut(clause.label)

    def cut(self, label: str) -> "Side":
        """The same with this label taken off instead, if it begins with it."""
        begin = len(self.text) - len(self.text.lstrip())
        if not self.text.startswith(label, begin):
            return self
        return replace(self, label=label, start=begin + len(label))


def before(paragraphs: Sequence[Paragraph]) -> list[Side]:
    """The paragraphs with words if all changes are rejected, in order."""
    return list(_sides(paragraphs, rejected(paragraphs), lambda run: run.inserted is None))


def after(paragraphs: Sequence[Paragraph]) -> list[Side]:
    """The paragraphs with words if all changes are accepted, in order."""
    return list(_sides(paragraphs, accepted(paragraphs), lambda run: run.deleted is None))


def _sides(
    paragraphs: Sequence[Paragraph], outcomes: Iterable[Outcome], keeps: Callable[[Run], bool]
) -> Iterator[Side]:
    """The facts of each are those of its last part, its identity that of the first that has one."""
    for outcome in outcomes:
        if not outcome.text.strip():
            continue
        parts = [paragraphs[part] for part in outcome.parts]
        own = [
            number
            for number, part in zip(outcome.parts, parts, strict=True)
            if any(keeps(run) and run.text.strip() for run in part.runs)
        ]
        identity = next((part.identity for part in parts if part.identity), "")
        last = parts[-1]
        plain = Plain(outcome.text, last.label.strip(), last.level, last.heading, identity)
        label, start = (
            (plain.label, len(plain.text) - len(plain.text.lstrip())) if plain.label else lettered(plain.text)
        )
        yield Side(plain.text, outcome.parts, tuple(own), label, start, plain)

"""What is written: paragraphs with their tracked changes, remarks on them, and how they look."""

from dataclasses import dataclass

from texts.engine.outline import Clause, ClauseKind
from texts.engine.tracked import Mark, Paragraph, Run


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the margin, under the name of who makes it."""

    text: str
    by: Mark


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph to be written. ``paragraph.style`` is one of ours.

    ``faces``: a character style for each run ("" for none), or nothing at all. ``voice``: the words that say which way
    the paragraph runs, since a label or the name of a source may be of another script; "" if the document says it.
    """

    paragraph: Paragraph
    voice: str
    remarks: tuple[Remark, ...] = ()
    faces: tuple[str, ...] = ()


# Our styles by the kind of clause; the first two are Word's own, so that readers of headings find their way.
STYLES = {
    ClauseKind.TITLE: "Heading1",
    ClauseKind.CONTAINER: "Heading2",
    ClauseKind.CHAPEAU: "Chapeau",
    ClauseKind.ITEM: "Item",
    ClauseKind.SUB_ITEM: "SubItem",
    ClauseKind.PARAGRAPH: "Clause",
}


def clean(clause: Clause) -> Block:
    """Return a clause as it stands."""
    runs = labelled(clause.label, (Run(clause.wording),))
    return Block(Paragraph(runs, identity=clause.id, style=STYLES[clause.kind]), clause.wording)


def labelled(label: str, runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Put the label before the words, as people type it: the letter, then a tab."""
    return (Run(f"{label}\t"), *runs) if label else runs

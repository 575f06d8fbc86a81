"""The text to be amended in a word processor."""

from texts.engine.outline import Outline

from .about import About
from .blocks import clean
from .document import written


def to_amend(outline: Outline, about: About) -> bytes:
    """Return the text as a Word file: each clause knows its identity, and whatever is changed will be tracked."""
    return written(about, (clean(clause) for clause in outline))

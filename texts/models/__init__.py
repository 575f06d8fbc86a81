"""Texts, their fixed versions, clauses with an identity, and where each clause came from."""

from .clause import Clause, ClauseVersion
from .descent import Descent
from .reading import Reading
from .text import Text, TextVersion

__all__ = ["Clause", "ClauseVersion", "Descent", "Reading", "Text", "TextVersion"]

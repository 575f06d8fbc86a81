"""The base with every proposal laid over it: rival wordings in brackets, positions stated, sources named."""

from .as_json import to_json
from .compiling import compiled
from .lines import Line, Phrases, Role, as_text, lines, text_lines
from .shapes import (
    Alternative,
    Backer,
    Collision,
    Compilation,
    CompiledClause,
    Missing,
    Move,
    New,
    Position,
    Proposal,
    Unplaced,
    Voice,
)

__all__ = [
    "Alternative",
    "Backer",
    "Collision",
    "Compilation",
    "CompiledClause",
    "Line",
    "Missing",
    "Move",
    "New",
    "Phrases",
    "Position",
    "Proposal",
    "Role",
    "Unplaced",
    "Voice",
    "as_text",
    "compiled",
    "lines",
    "text_lines",
    "to_json",
]

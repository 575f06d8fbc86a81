"""Writing Word files: a text to be amended, with proposals in it, as a new version, as a compilation."""

from .about import About
from .amend import to_amend

__all__ = ["About", "to_amend"]

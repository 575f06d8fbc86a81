"""Writing Word files: a text to be amended, with proposals in it, as a new version, as a compilation."""

from .about import About
from .amend import to_amend
from .compiled import compilation_docx
from .papers import paper_docx
from .proposals import Remarks, with_proposals
from .versions import redlined

__all__ = ["About", "Remarks", "compilation_docx", "paper_docx", "redlined", "to_amend", "with_proposals"]

"""Texts, compilations and papers as tagged PDF files."""

from .papers import paper_pdf
from .sheets import Sheet, compilation_pdf, text_pdf

__all__ = ["Sheet", "compilation_pdf", "paper_pdf", "text_pdf"]

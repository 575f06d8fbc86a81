"""Texts and compilations as tagged PDF files."""

from .sheets import Sheet, compilation_pdf, text_pdf

__all__ = ["Sheet", "compilation_pdf", "text_pdf"]

"""Headings such as *considering* or *invites Member States*, known in the six languages of the United Nations."""

from .finding import Opening, opening_of

__all__ = ["Opening", "opening_of"]

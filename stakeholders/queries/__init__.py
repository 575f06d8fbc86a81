"""Reads of sources, and of who speaks for them."""

from .mandates import mandates_for, mandates_of, open_invitations
from .sources import alphabetical, find_organisation, find_organisations

__all__ = [
    "alphabetical",
    "find_organisation",
    "find_organisations",
    "mandates_for",
    "mandates_of",
    "open_invitations",
]

"""Reads of sources."""

from .sources import alphabetical, find_organisation, find_organisations

__all__ = ["alphabetical", "find_organisation", "find_organisations"]

"""Reads across the versions of a text."""

from .history import Stage, history_of
from .naming import called

__all__ = ["Stage", "called", "history_of"]

"""Reads across the versions of a text."""

from .history import Stage, history_of
from .naming import all_called, called, each_called

__all__ = ["Stage", "all_called", "called", "each_called", "history_of"]

"""Portals and their keys."""

from .key import Key
from .portal import Portal

__all__ = ["Key", "Portal"]

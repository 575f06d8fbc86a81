"""Portals, their keys, and what they were answered."""

from .answered import Answered
from .key import Key
from .portal import Portal

__all__ = ["Answered", "Key", "Portal"]

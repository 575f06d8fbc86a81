"""Portals, their keys, what they were answered, and to whom one is offered."""

from .answered import Answered
from .key import Key
from .offer import Offer
from .portal import Portal

__all__ = ["Answered", "Key", "Offer", "Portal"]

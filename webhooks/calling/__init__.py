"""Calling a program of somebody else's: signed, bounded, and never inside our own network."""

from .destinations import Destination, Forbidden, destination
from .posting import Answer, call

__all__ = ["Answer", "Destination", "Forbidden", "call", "destination"]

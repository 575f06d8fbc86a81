"""Reading Word files: each module takes care of some elements, ``whole`` of the order."""

from .whole import read

__all__ = ["read"]

"""Portals."""

from .portal import Portal

__all__ = ["Portal"]

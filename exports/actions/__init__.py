"""Asking for an export, making it, giving it out, and tidying up."""

from .asking import ask
from .giving import give
from .making import make
from .tidying import sweep

__all__ = ["ask", "give", "make", "sweep"]

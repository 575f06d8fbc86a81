"""The archive of a round: everything that was said in it, readable from a disk, with the sums to check it by."""

from .writing import write

__all__ = ["write"]

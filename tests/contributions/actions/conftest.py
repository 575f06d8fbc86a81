"""What the tests of reads across models share."""

from tests.negotiating import make_text, opinion, propose

__all__ = ["make_text", "opinion", "propose"]

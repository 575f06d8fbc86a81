"""What the tests of actions share."""

from tests.deciding import desk, sources
from tests.negotiating import make_text, opinion, propose

__all__ = ["desk", "make_text", "opinion", "propose", "sources"]

"""The sample data of ``sample_data/``, brought in through the same doors as everything else.

Demonstration only: ``load`` refuses where ``settings.DEMO`` is off.
"""

from .accounts import Account, accounts, present_code
from .loading import load

__all__ = ["Account", "accounts", "load", "present_code"]

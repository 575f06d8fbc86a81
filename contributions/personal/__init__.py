"""Personal data in a text that is about to be published, pointed out for a person to judge. Knows no Django.

Nothing is done by it. It looks for what has a form: addresses of electronic mail, telephone numbers, postal addresses,
numbers of cards, accounts and papers. Of names it knows only those that it is told. Digits of every script count as
digits.
"""

from .detecting import Finding, PersonalData, detect
from .own_names import own_names

__all__ = ["Finding", "PersonalData", "detect", "own_names"]

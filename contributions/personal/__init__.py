"""Personal data in a text that is about to be published, pointed out for a person to judge. Knows no Django.

Nothing is done by it. It looks for what has a form: addresses of electronic mail, telephone numbers, postal addresses,
numbers of cards, accounts and papers; names it cannot know. Digits of every script count as digits.
"""

from .detecting import Finding, PersonalData, detect

__all__ = ["Finding", "PersonalData", "detect"]

"""Letters, the words that many of them share, and what is known of the addresses they go to."""

from notifications.models.address import Domain, Undeliverable
from notifications.models.letter import NOT_ARRIVED, UNDONE, Letter, LetterQuerySet, new_message_id
from notifications.models.words import Words

__all__ = ["NOT_ARRIVED", "UNDONE", "Domain", "Letter", "LetterQuerySet", "Undeliverable", "Words", "new_message_id"]

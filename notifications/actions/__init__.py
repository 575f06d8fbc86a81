"""What can be done with letters: store them for a reader, hand them to the workers, deliver them."""

from notifications.actions.delivery import deliver
from notifications.actions.erasing import erase
from notifications.actions.handover import hand_over_due
from notifications.actions.storing import Recipient, queue, queue_many, release

__all__ = ["Recipient", "deliver", "erase", "hand_over_due", "queue", "queue_many", "release"]

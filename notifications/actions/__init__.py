"""What can be done with letters: store them for a reader, hand them to the workers, deliver them."""

from notifications.actions.amending import edit, resend
from notifications.actions.bouncing import letter_arrived, reachable, take_report
from notifications.actions.calling_off import call_off, call_off_about
from notifications.actions.delivery import deliver, deliver_due
from notifications.actions.erasing import erase
from notifications.actions.forgetting import forget_letters, forget_words
from notifications.actions.handover import hand_over_due, start_sweep
from notifications.actions.storing import Recipient, queue, queue_many, release

__all__ = [
    "Recipient",
    "call_off",
    "call_off_about",
    "deliver",
    "deliver_due",
    "edit",
    "erase",
    "forget_letters",
    "forget_words",
    "hand_over_due",
    "letter_arrived",
    "queue",
    "queue_many",
    "reachable",
    "release",
    "resend",
    "start_sweep",
    "take_report",
]

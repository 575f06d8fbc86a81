"""What can be done: tell what happened, deliver it, and everything about the endpoints that are told."""

from .calling_off import call_off
from .endpoint import Wanted, change, pause, prove, register, remove, resume, rotate_secret, send_test
from .handover import hand_over_due
from .replaying import replay, replay_range
from .telling import tell
from .tidying import forget_old
from .turn import take_turn

__all__ = [
    "Wanted",
    "call_off",
    "change",
    "forget_old",
    "hand_over_due",
    "pause",
    "prove",
    "register",
    "remove",
    "replay",
    "replay_range",
    "resume",
    "rotate_secret",
    "send_test",
    "take_turn",
    "tell",
]

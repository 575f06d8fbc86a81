"""Everything that can be done with a contribution; the only doors through which its state changes."""

from .draft import attach, begin, claim, detach, discard, save
from .files import sweep_files
from .opening import announce_openings
from .remark import remark
from .review import confirm_source, decline, publish, return_to_author, take_up
from .revision import revise
from .submission import submit
from .withdrawal import withdraw

__all__ = [
    "announce_openings",
    "attach",
    "begin",
    "claim",
    "confirm_source",
    "decline",
    "detach",
    "discard",
    "publish",
    "remark",
    "return_to_author",
    "revise",
    "save",
    "submit",
    "sweep_files",
    "take_up",
    "withdraw",
]

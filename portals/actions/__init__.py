"""Everything that can be done with portals and their keys."""

from .granting import grant
from .keys import issue_key, revoke_key, rotate_key
from .once import Told, once, sweep
from .permission import locked, must_run
from .portal import addresses_of, change_portal, register_portal

__all__ = [
    "Told",
    "addresses_of",
    "change_portal",
    "grant",
    "issue_key",
    "locked",
    "must_run",
    "once",
    "register_portal",
    "revoke_key",
    "rotate_key",
    "sweep",
]

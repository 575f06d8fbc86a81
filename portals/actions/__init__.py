"""Everything that can be done with portals and their keys."""

from .granting import grant
from .handing_over import (
    decline_portal,
    find_offer,
    is_named,
    offer_of,
    offer_portal,
    take_offer_back,
    take_portal,
)
from .keys import issue_key, revoke_key, rotate_key
from .once import Told, once, sweep
from .permission import held, locked, must_run
from .portal import addresses_of, change_portal, register_portal

__all__ = [
    "Told",
    "addresses_of",
    "change_portal",
    "decline_portal",
    "find_offer",
    "grant",
    "held",
    "is_named",
    "issue_key",
    "locked",
    "must_run",
    "offer_of",
    "offer_portal",
    "once",
    "register_portal",
    "revoke_key",
    "rotate_key",
    "sweep",
    "take_offer_back",
    "take_portal",
]

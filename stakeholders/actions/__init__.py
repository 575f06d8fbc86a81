"""Everything that can be done with groups, sources, mandates and invitations."""

from .group import ensure_default_groups
from .invitation import accept, ask_to_join, find_invitation, invite, read_address, revoke, why_closed
from .mandate import claim_mandate, confirm_mandate, end_mandate, hand_over
from .person import change_details, person_at
from .source import hold_names, own_source, register_organisation
from .standing import confirm_details, correct_details, dispute_details, note_accreditation

__all__ = [
    "accept",
    "ask_to_join",
    "change_details",
    "claim_mandate",
    "confirm_details",
    "confirm_mandate",
    "correct_details",
    "dispute_details",
    "end_mandate",
    "ensure_default_groups",
    "find_invitation",
    "hand_over",
    "hold_names",
    "invite",
    "note_accreditation",
    "own_source",
    "person_at",
    "read_address",
    "register_organisation",
    "revoke",
    "why_closed",
]

"""Everything that can be done with groups, sources and mandates."""

from .group import ensure_default_groups
from .mandate import claim_mandate, confirm_mandate, end_mandate
from .person import change_details, person_at
from .source import hold_names, own_source, register_organisation

__all__ = [
    "change_details",
    "claim_mandate",
    "confirm_mandate",
    "end_mandate",
    "ensure_default_groups",
    "hold_names",
    "own_source",
    "person_at",
    "register_organisation",
]

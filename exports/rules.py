"""Who may have an export."""

from typing import TYPE_CHECKING

import rules

from exports.models import Export

if TYPE_CHECKING:
    from stakeholders.models import Person


@rules.predicate
def holds_only_what_is_public(person: "Person", export: Export | None) -> bool:
    """Everybody may have it, signed in or not."""
    return export is not None and not export.is_sealed


@rules.predicate
def may_open_what_is_sealed(person: "Person", export: Export | None) -> bool:
    """Asked for it, and still has the role that lets one open what is sealed in this process."""
    if export is None or not person.is_authenticated or export.by_id != person.pk:
        return False
    return person.has_perm("consultations.read_sealed", export.round.process)


rules.set_perm("exports.take", holds_only_what_is_public | may_open_what_is_sealed)

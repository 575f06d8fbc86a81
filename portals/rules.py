"""Who may run a portal."""

from typing import TYPE_CHECKING

import rules

from portals.models import Portal

if TYPE_CHECKING:
    from stakeholders.models import Person


@rules.predicate
def owns(person: "Person", portal: Portal | None) -> bool:
    """Is it the person's own?"""
    return portal is not None and person.is_authenticated and portal.owner_id == person.pk


rules.set_perm("portals.run", owns)

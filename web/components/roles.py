"""What each role at a secretariat's desk may do, from the rules themselves."""

from consultations.roles import ROLES, May
from web.components import register


@register.inclusion_tag("ui/roles.html")
def roles_table() -> dict[str, object]:
    """Every role with its sentence, and a table of what it may do."""
    return {
        "roles": list(ROLES.items()),
        "powers": [(power, [power in card.may for card in ROLES.values()]) for power in May],
    }

"""What a file states of itself: the facts that whoever made it has put into its custom properties."""

from ..package import Package
from ..unreadable import Unreadable

_KINDS = ("custom-properties", "customProperties")  # as the usual and the strict form call them
# Facts are short; whoever writes a book into them is not believed.
MOST, LONGEST = 100, 500


def facts_of(package: Package) -> dict[str, str]:
    """The custom properties of a file by their names; none where they cannot be read: nothing depends on them."""
    parts = [part for kind in _KINDS for part in package.attached(kind)]
    try:
        entries = list(package.xml(parts[0]))[:MOST] if parts else []
    except Unreadable:
        return {}
    found: dict[str, str] = {}
    for each in entries:
        name, value = each.get("name", ""), "".join(map(str, each.itertext())).strip()
        if name and len(name) <= LONGEST and 0 < len(value) <= LONGEST:
            found.setdefault(name, value)
    return found

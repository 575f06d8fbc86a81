"""New clauses at one place: those of several sources side by side, each source's own in the order it gave them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from ..folding import folded
from ..outline import ClauseKind
from .backing import Backing, Said
from .shapes import New

# The new container under which a clause is added ("" for the one that is there), its folded wording, and how often
# its source has added the same before.
Key = tuple[str, str, int]


def new_clauses(said: Sequence[Said], backing: Backing) -> tuple[New, ...]:
    """Fold identical ones and bring them in order.

    ``said`` is sorted by proposal. New items that stand under a new container stay with it; those of others that go
    under the container which is there already come first.
    """
    groups: dict[Key, list[Said]] = {}
    blocks: dict[str, list[Key]] = {"": []}
    for _, own in groupby(said, key=lambda each: each.proposal.id):
        keyed = _keyed(own)
        for place, (key, each) in enumerate(keyed):
            if key not in groups:
                block = blocks.setdefault(key[0], [])
                block.insert(_before(block, [later for later, _ in keyed[place + 1 :]]), key)
            groups.setdefault(key, []).append(each)
    return tuple(_new(groups[key], backing) for block in blocks.values() for key in block)


def _keyed(own: Iterable[Said]) -> list[tuple[Key, Said]]:
    """What one proposal adds here, each with the new container it stands under; a container stands under itself."""
    found = []
    seen: Counter[tuple[str, str]] = Counter()
    under = ""
    for each in own:
        text = folded(each.change.wording)
        if each.change.clause_kind is ClauseKind.CONTAINER:
            under = text
        found.append(((under, text, seen[under, text]), each))
        seen[under, text] += 1
    return found


def _before(block: Sequence[Key], later: Sequence[Key]) -> int:
    """Where a clause goes: before the first that its own source wants after it, else at the end."""
    places = [block.index(key) for key in set(later) if key in block]
    return min(places, default=len(block))


def _new(group: Sequence[Said], backing: Backing) -> New:
    first = group[0].change
    label = next((each.change.label for each in group if each.change.label), "")
    return New(label, first.clause_kind, first.wording, *backing.behind(group, wording=first.wording, label=label))

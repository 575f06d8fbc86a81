"""How the rival wordings of a clause stand to each other, in sentences."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.lines import isolated
from texts.engine.changes import Op
from texts.engine.collision import Relation
from texts.engine.compilation import CompiledClause

# More rivals make more pairs than anybody reads; the JSON file has them all.
MOST_RIVALS = 10
# To suppress and to keep stand against everything else: nobody needs to be told.
_POSITIONS = (Op.SUP.value, Op.NOC.value)


def relations(each: CompiledClause) -> Iterator[tuple[str, str]]:
    """Yield each relation that there is, as its name and a sentence; nothing for a clause with one rival or none."""
    rivals = len(each.alternatives) - 1 + len(each.moves)
    if rivals < 2:
        return
    if rivals > MOST_RIVALS:
        yield "many", _("There are too many wordings to compare them here pair by pair; the data file does.")
        return
    pairs: dict[Relation, list[str]] = defaultdict(list)
    for pair in each.collisions:
        if pair.one not in _POSITIONS and pair.other not in _POSITIONS:
            pairs[pair.relation].append(_pair(_readable(pair.one), _readable(pair.other)))
    for relation in Relation:
        if found := pairs.get(relation):
            yield relation.value, _sentence(relation) % {"pairs": pgettext("between two pairs", "; ").join(found)}


def _sentence(relation: Relation) -> str:
    return {
        Relation.IDENTICAL: _("These ask the same: %(pairs)s."),
        Relation.CONTAINED: _("One contains the other: %(pairs)s."),
        Relation.OVERLAPPING: _("These collide; taking both would alter one of them: %(pairs)s."),
        Relation.INDEPENDENT: _("These touch different words and can both be taken: %(pairs)s."),
    }[relation]


def _pair(one: str, other: str) -> str:
    return pgettext("two wordings by their labels", "%(one)s with %(other)s") % {"one": one, "other": other}


def _readable(name: str) -> str:
    """Labels are isolated, so that those of another script do not change places; a move is called so."""
    if name.startswith(Op.MOVE.value):
        name = name.replace(Op.MOVE.value, pgettext("a proposal", "the move"), 1)
    return isolated(name)

"""Lettering a text anew after clauses came and went: a), b), b) bis, d) become a), b), c), d).

A list is the items that stand under the same clause. It goes on counting as it did in the version before: with the
same numerals in the same dress, from the beginning, or from where the list before it ends if it did so there. Only the
first list may begin elsewhere, as in an excerpt.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from .counting import written
from .lettering import countings
from .outline import Clause, ClauseKind, Outline

_COUNTED = (ClauseKind.ITEM, ClauseKind.SUB_ITEM, ClauseKind.PARAGRAPH)
_List = tuple[str, ClauseKind]


@dataclass(frozen=True, slots=True)
class _Way:
    """How a list counts: a label to dress others like, the sort of numerals, and its first place.

    ``goes_on``: does it take up the numbers of the list before it?
    """

    label: str
    sort: str
    first: int
    goes_on: bool


def relettered(outline: Outline, base: Outline) -> Outline:
    """The same clauses with labels that count without gap or repetition, as the lists of ``base`` did.

    A clause of ``base`` without a label stays without; so does every list that does not count, and each label that its
    sort of numerals cannot write. Words are not touched, nor references to a letter in them.
    """
    ways = _ways(base)
    unlabelled = {clause.id for clause in base if not countings(clause.label)}
    usual = _usual(ways)
    labels: dict[str, str] = {}
    ends: dict[tuple[ClauseKind, str], int] = {}
    for name, members in _lists(outline).items():
        way = ways.get(name) or _of_new_list(members, usual.get(name[1]))
        if way is None:
            continue
        place = ends.get((name[1], way.sort), 0) if way.goes_on else way.first - 1
        for clause in members:
            if clause.id in unlabelled:
                continue
            place += 1
            labels[clause.id] = written(way.label, way.sort, place, above=labels.get(clause.parent, ""))
        ends[name[1], way.sort] = place
    return tuple(replace(clause, label=labels.get(clause.id, clause.label)) for clause in outline)


def _lists(outline: Outline) -> Mapping[_List, list[Clause]]:
    found: dict[_List, list[Clause]] = defaultdict(list)
    for clause in outline:
        if clause.kind in _COUNTED:
            found[clause.parent, clause.kind].append(clause)
    return found


def _ways(base: Outline) -> dict[_List, _Way]:
    """How each list of the version before counts; those that do not are left out."""
    found: dict[_List, _Way] = {}
    ends: dict[tuple[ClauseKind, str], int] = {}
    for name, members in _lists(base).items():
        labels = [clause.label for clause in members if countings(clause.label)]
        sort = _sort(labels)
        places = [place for label in labels if (place := _place(label, sort))]
        if not places:
            continue
        before = ends.get((name[1], sort))
        # The first list of an excerpt may begin at 12; one that begins at b) after another has lost its a).
        first = places[0] if before is None else 1
        goes_on = places[0] > 1 and before == places[0] - 1
        found[name] = _Way(next(label for label in labels if _place(label, sort)), sort, first, goes_on)
        ends[name[1], sort] = max(places)
    return found


def _sort(labels: Iterable[str]) -> str:
    """The sort that most of the labels may be of; of two, the one that begins at the beginning."""
    labels = list(labels)
    tally: dict[str, int] = defaultdict(int)
    for label in labels:
        for way in countings(label):
            tally[way.sort] += 1
    first = {way.sort: way.place for label in labels[:1] for way in countings(label)}
    return max(tally, key=lambda sort: (tally[sort], first.get(sort) == 1), default="")


def _place(label: str, sort: str) -> int:
    return next((way.place for way in countings(label) if way.sort == sort and way.place), 0)


def _usual(ways: Mapping[_List, _Way]) -> dict[ClauseKind, _Way]:
    """How the first list of each kind counts, for lists that the version before did not have."""
    usual: dict[ClauseKind, _Way] = {}
    for (_parent, kind), way in ways.items():
        usual.setdefault(kind, way)
    goes_on = {kind: any(way.goes_on for (_p, k), way in ways.items() if k == kind) for kind in usual}
    return {kind: replace(way, first=1, goes_on=goes_on[kind]) for kind, way in usual.items()}


def _of_new_list(members: Iterable[Clause], usual: _Way | None) -> _Way | None:
    """As its own labels say, where they do; else as other lists of the text count."""
    labels = [clause.label for clause in members if countings(clause.label)]
    sort = _sort(labels)
    own = next((label for label in labels if _place(label, sort)), "")
    return _Way(own, sort, 1, goes_on=False) if own and usual is None else usual

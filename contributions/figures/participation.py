"""Who has been heard in a round, in numbers; and the same with what could tell of somebody left out.

The desk sees every number. What is published goes by one rule: nothing that counts fewer than five, and nothing from
which such a number could be worked out (``common.suppression``). Zero is under five too: where a
zero is said, the ones that are left unsaid beside it are known to be somebody.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field

from common.suppression import LEAST, Cell, hidden

# Parts of a whole: everything that was heard is in one of them ("" for what has none), or in several, if jointly said.
DIVISIONS = ("groups", "un_groups", "development", "languages")
# Not parts: a country can be all three, or none.
STATUSES = ("ldc", "lldc", "sids")
DEVELOPMENT = ("developed", "developing")

Said = dict[str, int | None]


@dataclass(frozen=True)
class Heard:
    """How many contributions, from how many sources, how many of these for the first time, and how many words."""

    contributions: int = 0
    sources: int = 0
    first_time_sources: int = 0
    words: int = 0


MEASURES = tuple(asdict(Heard()))


@dataclass(frozen=True)
class Participation:
    """What was heard: in all, by stakeholder group (code), regional group, development, language, ``statuses``."""

    whole: Heard = Heard()
    groups: Mapping[str, Heard] = field(default_factory=dict)
    un_groups: Mapping[str, Heard] = field(default_factory=dict)
    development: Mapping[str, Heard] = field(default_factory=dict)
    languages: Mapping[str, Heard] = field(default_factory=dict)
    statuses: Mapping[str, Heard] = field(default_factory=dict)


def publishable(heard: Participation) -> dict[str, Said | dict[str, Said]]:
    """The figures as everybody may see them: the same numbers, or None.

    Divisions share one whole. Where one of them needs the whole to be unsaid, it is unsaid for all of them.
    """
    unsaid = _few_in_all(heard.whole)
    while True:
        divisions = {name: _division(getattr(heard, name), unsaid) for name in DIVISIONS}
        more = unsaid.union(*(wholes for _rows, wholes in divisions.values()))
        if more == unsaid:
            break
        unsaid = more
    whole: Said = {name: None if name in unsaid else value for name, value in asdict(heard.whole).items()}
    rows = {name: found for name, (found, _wholes) in divisions.items()}
    return {"whole": whole, **rows, "statuses": _statuses(heard, whole, rows["development"])}


def as_shown(heard: Participation) -> dict[str, Said | dict[str, Said]]:
    """Every number, for the desk, in the same shape."""

    def rows(parts: Mapping[str, Heard]) -> dict[str, Said]:
        return {key: asdict(row) for key, row in sorted(parts.items())}

    return {"whole": asdict(heard.whole)} | {name: rows(getattr(heard, name)) for name in (*DIVISIONS, "statuses")}


def _few_in_all(whole: Heard) -> set[str]:
    """Joint contributions stand in several parts: the whole can be few where its parts together are not."""
    few = {name for name, value in asdict(whole).items() if name != "words" and value < LEAST}
    if whole.sources - whole.first_time_sources < LEAST:
        few.add("first_time_sources")
    return few | ({"words"} if few & {"contributions", "sources"} else set())


def _division(parts: Mapping[str, Heard], unsaid: Collection[str]) -> tuple[dict[str, Said], set[str]]:
    """The rows of one division, and the measures of which the whole must be unsaid because of it."""
    keys = sorted(parts)
    rows = [parts[key] for key in keys]
    end = len(rows)
    contributions = hidden([[row.contributions] for row in rows], forced=_whole(end, 0, "contributions" in unsaid))
    sources = hidden(
        [[row.first_time_sources, row.sources - row.first_time_sources] for row in rows],
        forced={*_whole(end, 0, "first_time_sources" in unsaid), *_whole(end, 2, "sources" in unsaid)},
    )
    # Words of a few are words of somebody.
    few = {(row, 0) for row in range(end) if (row, 0) in contributions or (row, 2) in sources}
    words = hidden([[row.words] for row in rows], least=0, forced=few | _whole(end, 0, "words" in unsaid))
    columns = {
        "contributions": (contributions, 0),
        "sources": (sources, 2),
        "first_time_sources": (sources, 0),
        "words": (words, 0),
    }
    found: dict[str, Said] = {
        key: {name: None if (place, column) in gone else getattr(row, name) for name, (gone, column) in columns.items()}
        for place, (key, row) in enumerate(zip(keys, rows, strict=True))
    }
    wholes = {name for name, (gone, column) in columns.items() if (end, column) in gone}
    if wholes & {"contributions", "sources"}:
        wholes.add("words")
    return found, wholes


def _whole(row: int, column: int, is_unsaid: bool) -> set[Cell]:
    return {(row, column)} if is_unsaid else set()


def _statuses(heard: Participation, whole: Said, development: Mapping[str, Said]) -> dict[str, Said]:
    """A status is said if neither it nor the rest of the whole, nor of the developing countries, is few."""
    developing = heard.development.get("developing", Heard())
    return {
        key: _status(row, heard.whole, whole, developing, development.get("developing", {}))
        for key, row in sorted(heard.statuses.items())
    }


def _status(row: Heard, all_: Heard, whole: Said, developing: Heard, said: Said) -> Said:
    def may_say(name: str) -> bool:
        value = getattr(row, name)
        rests = [getattr(all_, name) - value if whole[name] is not None else LEAST]
        if said.get(name) is not None:
            rests.append(abs(getattr(developing, name) - value))
        return value >= LEAST and all(rest >= LEAST for rest in rests)

    told = {name for name in ("contributions", "sources") if may_say(name)}
    returning = row.sources - row.first_time_sources
    others = all_.sources - all_.first_time_sources - returning
    if "sources" in told and may_say("first_time_sources") and min(returning, others) >= LEAST:
        told.add("first_time_sources")
    if {"contributions", "sources"} <= told:
        told.add("words")
    return {name: getattr(row, name) if name in told else None for name in MEASURES}


def every_number(figures: Mapping[str, Mapping[str, object]]) -> Iterator[object]:
    """Every number that published figures say or leave unsaid, for whoever checks them."""
    for name, part in figures.items():
        rows = [part] if name == "whole" else list(part.values())
        for row in rows:
            yield from row.values()  # type: ignore[attr-defined]  # an object of numbers

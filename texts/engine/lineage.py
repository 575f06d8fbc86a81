"""Which clauses of a version were split or merged, where their words say so beyond doubt.

Beyond doubt is: all the words of the part stand in the whole, one after another, and they stand there in one clause
only. A part of fewer than four words proves nothing. Marks between words, and the case of letters, do not count.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from .folding import folded
from .outline import Clause, Outline
from .tokens import tokens

FEWEST = 4
_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kinship:
    """``before`` of the old version went, as a part or as a whole, into ``after`` of the new one; both identities."""

    before: str
    after: str
    how: Literal["split", "merged"]


def kinships(base: Outline, adopted: Outline) -> tuple[Kinship, ...]:
    """Return every step of a split (one clause into several) or of a merger (several into one) between two versions.

    A clause keeps its identity; of a split or merged one that does, the step to itself is among them.
    """
    old, new = _by_id(base), _by_id(adopted)
    split = dict.fromkeys(_split(old, new))
    parted = {step.before for step in split}
    merged = dict.fromkeys(step for step in _merged(old, new) if step.after not in parted)
    return (*split, *merged)


def _split(old: Mapping[str, _Words], new: Mapping[str, _Words]) -> Iterator[Kinship]:
    lost = {name: words for name, words in old.items() if new.get(name) != words}
    parts: dict[str, list[str]] = {}
    for name, words in new.items():
        if name in old or len(words) < FEWEST:
            continue
        wholes = [each for each in lost if _holds(lost[each], words) and not _holds(new.get(each, ()), words)]
        if len(wholes) == 1:
            parts.setdefault(wholes[0], []).append(name)
    for whole, found in parts.items():
        stays = [whole] if whole in new else []
        if len(stays) + len(found) > 1:
            yield from (Kinship(whole, part, "split") for part in (*stays, *found))


def _merged(old: Mapping[str, _Words], new: Mapping[str, _Words]) -> Iterator[Kinship]:
    grown = {name: words for name, words in new.items() if name in old and old[name] != words}
    for name, words in old.items():
        if name in new or len(words) < FEWEST:
            continue
        wholes = [each for each in grown if _holds(grown[each], words) and not _holds(old[each], words)]
        if len(wholes) == 1:
            yield Kinship(wholes[0], wholes[0], "merged")
            yield Kinship(name, wholes[0], "merged")


def _by_id(outline: Outline) -> dict[str, _Words]:
    return {clause.id: _words(clause) for clause in outline}


def _words(clause: Clause) -> _Words:
    return tuple(each for each in tokens(folded(clause.wording).casefold()) if each[0].isalnum())


def _holds(whole: _Words, part: _Words) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))

"""What happens in a file, one clause after the other, and to which each tracked paragraph belongs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..tracked import Paragraph
from .bases import Match
from .links import Link
from .sides import Side


@dataclass(frozen=True, slots=True)
class Event:
    """A paragraph as it was, as it is to be, or both; ``parts``: the tracked paragraphs that belong to it alone."""

    old: int | None
    new: int | None
    link: Link | None
    parts: tuple[int, ...]


def events(
    paragraphs: Sequence[Paragraph], olds: Sequence[Side], news: Sequence[Side], links: Sequence[Link]
) -> list[Event]:
    """Everything that has words, in the order of the file. Each tracked paragraph with words belongs to one of them."""
    parts = _parts(paragraphs, olds, news, links)
    by_new = {link.new: link for link in links}
    gone = {link.old for link in links}
    found = [
        (news[new].own[0], 1, Event(link.old if link else None, new, link, tuple(parts.get((None, new), ()))))
        for new in range(len(news))
        for link in (by_new.get(new),)
    ]
    found += [
        (olds[old].own[0], 0, Event(old, None, None, tuple(parts.get((old, None), ()))))
        for old in range(len(olds))
        if old not in gone
    ]
    return [event for _first, _rank, event in sorted(found, key=lambda each: each[:2])]


# Of an event: where it stands among the old ones if it is one of them only, else where among the new ones.
_Key = tuple[int | None, int | None]


def _parts(
    paragraphs: Sequence[Paragraph], olds: Sequence[Side], news: Sequence[Side], links: Sequence[Link]
) -> dict[_Key, list[int]]:
    was = {part: old for old, side in enumerate(olds) for part in side.own}
    now = {part: new for new, side in enumerate(news) for part in side.own}
    becomes = {link.old: link.new for link in links}
    linked = set(becomes.values())
    found: dict[_Key, list[int]] = {}
    for part in range(len(paragraphs)):
        old, new = was.get(part), now.get(part)
        key = _owner(old, new, None if old is None else becomes.get(old), linked)
        if key:
            found.setdefault(key, []).append(part)
    return found


def _owner(old: int | None, new: int | None, becomes: int | None, linked: set[int]) -> _Key | None:
    """To which a paragraph belongs that has words of both: what is new in it, or goes, before what merely goes on."""
    if old is None:
        return None if new is None else (None, new)
    if new is None:
        return (old, None) if becomes is None else (None, becomes)
    return (old, None) if becomes is None and new in linked else (None, new)


class Anchors:
    """After which clause of the base anything new stands."""

    def __init__(
        self, olds: Sequence[Side], news: Sequence[Side], links: Sequence[Link], matches: Mapping[int, Match]
    ) -> None:
        self.olds, self.news, self.matches = olds, news, matches
        # Of the clauses that stay at their place: where each stands among the new ones.
        self.stays = {link.old: link.new for link in links if not link.how.is_move}

    def after(self, new: int) -> str:
        """The identity of the clause before a new paragraph, "" for the beginning."""
        last = -1
        for old in range(len(self.olds)):
            stays = self.stays.get(old)
            if stays is not None and stays > new:
                break
            if stays is not None or self.olds[old].own[0] < self.news[new].own[0]:
                last = old
        return self._clause(last)

    def before_old(self, old: int) -> str:
        """The identity of the clause before an old paragraph."""
        return self._clause(old - 1)

    def at_part(self, part: int) -> str:
        """The identity of the clause before a tracked paragraph."""
        return self._clause(max((old for old, side in enumerate(self.olds) if side.own[0] <= part), default=-1))

    def _clause(self, last: int) -> str:
        """The nearest one that is ours and where we have it."""
        for old in range(last, -1, -1):
            match = self.matches.get(old)
            if match and not match.wandered:
                return match.clause.id
        return ""

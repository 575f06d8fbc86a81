"""Who stands behind a wording or a position."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..changes import Change
from .shapes import Backer, Proposal


@dataclass(frozen=True, slots=True)
class Said:
    """One change, with the proposal that it is part of."""

    proposal: Proposal
    change: Change


class Backing:
    """Names those behind what was said, in neutral order; each source's place in it is worked out once."""

    def __init__(self, order: Callable[[str], Any]) -> None:
        self._order = order
        self._keys: dict[str, tuple[Any, str]] = {}
        self._sorted: dict[tuple[str, ...], tuple[str, ...]] = {}

    def behind(
        self, group: Sequence[Said], *, wording: str = "", label: str = ""
    ) -> tuple[tuple[Backer, ...], tuple[str, ...]]:
        """All backers of what was folded into one, each once, and their sources together."""
        backers = tuple(dict.fromkeys(self.of(each, wording=wording, label=label) for each in group))
        return backers, self.sorted(source for each in backers for source in each.sources)

    def of(self, said: Said, *, wording: str = "", label: str = "") -> Backer:
        """The backer that a change speaks of; its own words and label where they differ from those given."""
        change = said.change
        return Backer(
            proposal=said.proposal.id,
            sources=self._ordered(said.proposal.sources),
            symbol=said.proposal.symbol,
            op=change.op,
            kind=change.kind,
            reason=change.reason,
            as_written=change.wording if change.wording != wording else "",
            as_labelled=change.label if change.label != label else "",
        )

    def sorted(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Each source once, in neutral order."""
        return tuple(sorted(set(sources), key=self._key))

    def _ordered(self, sources: tuple[str, ...]) -> tuple[str, ...]:
        found = self._sorted.get(sources)
        if found is None:
            found = self._sorted[sources] = self.sorted(sources)
        return found

    def _key(self, source: str) -> tuple[Any, str]:
        key = self._keys.get(source)
        if key is None:
            key = self._keys[source] = (self._order(source), source)
        return key

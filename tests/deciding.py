"""A secretariat that works out what follows the opinion; three sources propose changes to it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from contributions import actions
from contributions.enums import Choice, Outcome
from contributions.models import ClauseDecision, Contribution
from contributions.queries.disposing import fates
from contributions.queries.drafting import fingerprint, work_on
from stakeholders.models import Source
from texts.models import TextVersion

HERONS, CABLES, LOOK = 2, 3, 5  # places in the opinion
SHALL, MUST = (f"that herons {verb} consider cables useful;" for verb in ("shall", "must"))


class Desk:
    """Dora at work on what follows the opinion."""

    def __init__(
        self,
        opinion: TextVersion,
        propose: Callable[..., Contribution],
        sources: list[Source],
        cast: SimpleNamespace,
    ) -> None:
        self.opinion, self.sources, self.cast = opinion, sources, cast
        self._propose = propose
        self.draft = actions.begin_next(opinion, by=cast.dora)

    def propose(self, source: int, *changes: dict[str, Any], missing: str = "") -> Contribution:
        return self._propose(self.opinion, self.sources[source], *changes, missing=missing)

    def reword(self, source: int, wording: str, clause: int = HERONS) -> Contribution:
        return self.propose(source, {"clause": clause, "wording": wording})

    def decide(self, place: int | str, choice: Choice, *take: str, wording: str = "") -> ClauseDecision:
        """``take``: words in the wordings to be taken; ``place``: of the base from 0, or a key."""
        work = work_on(self.draft)
        found = work.place(place if isinstance(place, str) else work.version.outline[place].id)
        assert found is not None
        taken = [each.pk for each in found.amendments if any(word in each.wording for word in take)]
        given = {"taken": taken, "wording": wording, "step": found.step, "by": self.cast.dora}
        return actions.decide(self.draft, found.key, choice=choice, **given)

    def dispose_all(self) -> None:
        """Say of each change what follows from the decisions; of the others that they come later."""
        for each in fates(work_on(self.draft)):
            actions.dispose(each.amendment, each.proposed or Outcome.LATER, reason="As decided.", by=self.cast.dora)

    def issue(self, **given: Any) -> TextVersion:
        return actions.issue(self.draft, seen=fingerprint(work_on(self.draft)), by=self.cast.dora, **given)


@pytest.fixture
def sources(make_source: Callable[..., Source]) -> list[Source]:
    return [make_source(f"Example {name}") for name in ("Alpha", "Beta", "Gamma")]


@pytest.fixture
def desk(
    opinion: TextVersion, propose: Callable[..., Contribution], sources: list[Source], cast: SimpleNamespace
) -> Desk:
    return Desk(opinion, propose, sources, cast)

"""The work on a next version: every place for which something is proposed, and what was decided there.

What is worked out here is the same for whoever looks: new clauses at one place stand in the alphabetical order of their
sources' names in the *text's* language, because that is how they will be issued.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from django.utils import translation

from common.collation import sort_key
from contributions.content import digest
from contributions.models import Amendment, ChairClause, Contribution, NextVersion
from contributions.redacting import remnants
from texts.engine import canonical
from texts.engine.applying import applied
from texts.engine.changes import Change, Op
from texts.engine.compilation import Compilation, compiled
from texts.engine.outline import ClauseKind, Outline
from texts.engine.redline import PieceKind, redline
from texts.engine.relettering import relettered
from texts.models import TextVersion

from .compiling import proposed_to
from .places import Place, all_places


@dataclass(frozen=True)
class Work:
    """A draft of a next version with everything around it."""

    draft: NextVersion
    version: TextVersion
    compilation: Compilation
    contributions: Mapping[int, Contribution]
    places: Sequence[Place]
    own: Sequence[ChairClause] = field(default=())
    waiting: Sequence[Amendment] = field(default=())

    @cached_property
    def open_places(self) -> list[Place]:
        """Where something is to be decided."""
        return [place for place in self.places if place.is_open]

    @property
    def decided(self) -> int:
        return sum(place.is_decided for place in self.open_places)

    @property
    def undecided(self) -> list[Place]:
        return [place for place in self.open_places if not place.is_decided]

    @cached_property
    def amendments(self) -> list[Amendment]:
        """All that is proposed to the version, in reading order."""
        return [each for place in self.places for each in place.amendments]

    @cached_property
    def outline(self) -> Outline:
        """The next version as it stands so far.

        A new clause is called ``+1``, ``+2`` …: first those that were proposed, in the order of their places, then the
        chair's own.
        """
        base = self.version.outline
        proposed = [change for place in self.places for change in place.changes()]
        # Behind them, so that ``new_names`` are not shifted.
        own = [Change(Op.ADD, "", each.place, each.wording, ClauseKind(each.kind), each.label) for each in self.own]
        outline = applied(base, [*proposed, *own])
        return relettered(outline, base) if self.draft.letters_anew else outline

    def says_removed(self, wording: str) -> bool:
        """Do words stand in it that were removed from a change that is proposed here?"""
        return any(remnants(passage, wording, self._read) for passage in self._removed)

    @cached_property
    def with_removed(self) -> tuple[list[Place], list[ChairClause]]:
        """The places, and the chair's own clauses, where the draft says what was removed from a change since."""
        decided = [place for place in self.places if place.decision is not None]
        return (
            [each for each in decided if each.decision and self.says_removed(each.decision.wording)],
            [each for each in self.own if self.says_removed(each.wording)],
        )

    @cached_property
    def _removed(self) -> list[str]:
        """What was removed from the words of changes, passage by passage. Nobody is to be shown it."""
        sealed = [each for each in (*self.amendments, *self.waiting) if each.sealed]
        return [
            piece.text
            for each in sealed
            for name, own in (each.sealed or {}).items()
            for piece in redline(own, getattr(each, name))
            if piece.kind is PieceKind.DEL
        ]

    @cached_property
    def _read(self) -> str:
        """What everybody reads of the text and of what is proposed to it."""
        proposed = [f"{each.wording}\n{each.reason}" for each in self.amendments]
        return "\n".join([*(clause.wording for clause in self.version.outline), *proposed])

    @cached_property
    def new_names(self) -> dict[str, str]:
        """The key of each place whose new clause is taken, and what the outline calls that clause."""
        taken = [place.key for place in self.places if place.new and any(place.changes())]
        return {key: f"+{number}" for number, key in enumerate(taken, 1)}

    def place(self, key: str) -> Place | None:
        """The place of this name; None where there is none (any more)."""
        return next((place for place in self.places if place.key == key), None)


def work_on(draft: NextVersion) -> Work:
    """Everything about the draft, in nine queries. Whoever changes something holds the draft's row first."""
    version = TextVersion.objects.with_clauses().get(pk=draft.base_id)
    language = version.text.language
    with translation.override(language):
        proposed = proposed_to(version)
    compilation = compiled(version.outline, proposed.proposals, order=partial(sort_key, language=language))
    amendments = list(Amendment.objects.in_force().on(version).select_related("disposition"))
    return Work(
        draft=draft,
        version=version,
        compilation=compilation,
        contributions={each.pk: each for each in proposed.contributions.values()},
        places=list(all_places(compilation, proposed, amendments, draft.decisions.all())),
        own=list(draft.chair_clauses.all()),
        waiting=list(Amendment.objects.awaiting_their_source().on(version)),
    )


def fingerprint(work: Work) -> str:
    """Changes with whatever would change what is issued: the text, what is proposed, and what was said of it."""
    said = [
        [each.pk, each.disposition.outcome, each.disposition.reason] if hasattr(each, "disposition") else [each.pk]
        for each in work.amendments
    ]
    facts: dict[str, Any] = {
        "text": canonical.digest(work.outline),
        "said": said,
        "undecided": [each.key for each in work.undecided],
    }
    places, own = work.with_removed
    if places or own:
        facts["removed"] = [*(each.key for each in places), *(each.pk for each in own)]
    return digest(facts)

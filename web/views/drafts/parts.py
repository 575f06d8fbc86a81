"""The parts of a draft that the steps edit, and storing one without losing what another window has stored."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from common.refusals import NotPossible
from contributions import actions
from contributions.content import Content, digest
from contributions.models import Contribution

from .access import Draft

WHO = ("sources", "on_behalf", "consent")
WHAT = ("title", "language", "statement", "answers", "recommendations", "builds_on")


@dataclass
class Part:
    """What one step edits: some keys of the content, and for whom somebody speaks where the step asks it."""

    content: dict[str, Any] = field(default_factory=dict)
    speaking: str | None = None

    @property
    def base(self) -> str:
        """A short digest: two parts with the same one say the same."""
        return digest({"content": self.content, "speaking": self.speaking})[:20]


class Conflict(Exception):
    """The part was stored from elsewhere since this form was opened. ``theirs`` is what is stored now."""

    def __init__(self, theirs: Part) -> None:
        super().__init__()
        self.theirs = theirs

    @property
    def sentence(self) -> str:
        """What happened, for the reader."""
        return _(
            "This was changed from another window or device meanwhile. Nothing was overwritten: "
            "both versions are below. What stands in the fields replaces the other one when you save again."
        )


def who_of(contribution: Contribution) -> Part:
    """Who speaks, as it is stored."""
    return Part(_some(contribution, WHO), contribution.speaking)


def what_of(contribution: Contribution) -> Part:
    """What it says, as it is stored."""
    return Part(_some(contribution, WHAT))


def store(draft: Draft, part: Part, *, base: str) -> None:
    """Store ``part``; ``base`` is the ``Part.base`` of what the writer's form was opened with.

    Raise ``Conflict`` if the same part is stored otherwise by now, unless it says what ``part`` says;
    other parts may have changed. Raise what ``actions.save`` raises.
    """
    for attempt in (1, 2):
        contribution = draft.contribution
        stored = _same_part(contribution, part)
        if stored.base == part.base:
            return
        if base and base != stored.base:
            raise Conflict(stored)
        version = contribution.content_version
        try:
            actions.save(
                contribution,
                contribution.content | part.content,
                by=draft.person,
                version=version,
                speaking=part.speaking,
            )
        except NotPossible:
            # Somebody stored something between our reading and our writing: look at it once more.
            contribution.refresh_from_db(fields=["content", "content_version", "speaking", "state"])
            if attempt == 2 or contribution.content_version == version:
                raise
        else:
            return


def _same_part(contribution: Contribution, part: Part) -> Part:
    return what_of(contribution) if part.speaking is None else who_of(contribution)


def _some(contribution: Contribution, keys: tuple[str, ...]) -> dict[str, Any]:
    content = Content.from_json(contribution.content).to_json()
    return {key: content.get(key, "") for key in keys}

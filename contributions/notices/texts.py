"""The next version of a text: what became of one's changes, and that it is out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from common.refusals import Sentence
from consultations.models import Symbol
from contributions.enums import Carriage
from contributions.models import (
    Amendment,
    Contribution,
)
from contributions.queries.topics import about_version, of_process, of_round
from following.actions import report
from notifications.actions import queue
from stakeholders.models import Person
from texts.models import TextVersion

from .addressing import absolute, context_of, speakers, speaking_for, within

# So many outcomes stand in a letter; where it leads, all do.
MOST_OUTCOMES = 20
LONGEST_REASON = 400


@dataclass(frozen=True, slots=True)
class Became:
    """What became of one change: of which clause, with which outcome, and why."""

    where: Sentence
    outcome: Sentence
    reason: str


def version_issued(
    contribution: Contribution, version: TextVersion, *, disposed: Sequence[Became], arrived: list[Amendment]
) -> None:
    """To those who speak for its sources: that the next version of a text is out, and what became of their changes.

    ``disposed``: those that have their outcome; ``arrived``: those that came to the new version. Where one waits
    for an answer of theirs, the letter asks for it.
    """
    if any(each.carriage == Carriage.RETURNED for each in arrived):
        changes_returned(contribution, version, arrived, disposed=disposed)
    else:
        _to_sources(contribution, version, "version_issued", disposed=disposed, arrived=arrived)


def changes_returned(
    contribution: Contribution, version: TextVersion, arrived: list[Amendment], *, disposed: Sequence[Became] = ()
) -> None:
    """To those who speak for its sources: that changes collide with the new version, and only they can say how on."""
    _to_sources(contribution, version, "changes_returned", disposed=disposed, arrived=arrived)


def version_filed(
    version: TextVersion, carrier: Symbol, *, base: TextVersion, follows: Symbol, but: Collection[Contribution]
) -> None:
    """To everyone who follows the text, a clause that changed, the process or one of the rounds: the next one is out.

    Whoever speaks for one of ``but`` has a letter of their own.
    """
    rounds = {of_round(carrier.round_id), of_round(follows.round_id)}
    report(
        "version",
        subject=version,
        topics=about_version(version, base) | rounds | {of_process(carrier.process_id)},
        key=f"version-issued:{version.pk}",
        data={"follows": follows.text},
        but=list(Person.objects.filter(speaking_for(but)).values_list("pk", flat=True)),
        hold=carrier.round.holds_news,
    )


def _to_sources(
    contribution: Contribution,
    version: TextVersion,
    letter: str,
    *,
    disposed: Sequence[Became],
    arrived: list[Amendment],
) -> None:
    """One letter to the author and to everybody with a confirmed mandate for one of the sources."""
    slug = contribution.round.process.slug
    base = version.text.versions.get(number=version.number - 1)
    numbers = {each.value: sum(one.carriage == each for one in arrived) for each in Carriage}
    for person in speakers(contribution):
        queue(
            f"contributions/{letter}",
            to=person,
            context=context_of(contribution)
            | {
                "text": version.text,
                "version": version,
                "numbers": numbers | {"disposed": len(disposed)},
                "outcomes": [_short(each) for each in disposed[:MOST_OUTCOMES]],
                "carried_url": absolute(reverse("web:carried", args=[contribution.pk])),
                "outcome_url": absolute(reverse("web:outcome", args=[slug, base.symbol])),
            },
            key=f"{letter}:{version.pk}:{contribution.pk}:{person.pk}",
            subject=contribution,
        )


def _short(became: Became) -> Became:
    reason, is_cut = within(" ".join(became.reason.split()), LONGEST_REASON)
    return replace(became, reason=f"{reason}…" if is_cut else reason)

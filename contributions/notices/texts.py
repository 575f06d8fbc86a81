"""The next version of a text: what became of one's changes, and that it is out."""

from collections.abc import Collection

from django.urls import reverse

from consultations.models import Symbol
from contributions.enums import Carriage
from contributions.models import (
    Amendment,
    Contribution,
)
from notifications.actions import queue, queue_many
from texts.models import TextVersion

from .addressing import absolute, context_of, followers, speakers, speaking_for


def version_issued(
    contribution: Contribution, version: TextVersion, *, disposed: int, arrived: list[Amendment]
) -> None:
    """To those who speak for its sources: that the next version of a text is out, and what became of their changes.

    ``disposed``: how many of them have their outcome; ``arrived``: those that came to the new version. Where one waits
    for an answer of theirs, the letter asks for it.
    """
    if any(each.carriage == Carriage.RETURNED for each in arrived):
        changes_returned(contribution, version, arrived, disposed=disposed)
    else:
        _to_sources(contribution, version, "version_issued", disposed=disposed, arrived=arrived)


def changes_returned(
    contribution: Contribution, version: TextVersion, arrived: list[Amendment], *, disposed: int = 0
) -> None:
    """To those who speak for its sources: that changes collide with the new version, and only they can say how on."""
    _to_sources(contribution, version, "changes_returned", disposed=disposed, arrived=arrived)


def version_filed(version: TextVersion, carrier: Symbol, *, follows: Symbol, but: Collection[Contribution]) -> None:
    """To everyone who follows the round of ``carrier`` or of the version that it ``follows``: the next one is out.

    Whoever speaks for one of ``but`` has a letter of their own.
    """
    process = carrier.process
    queue_many(
        "contributions/followed_version",
        to=followers(carrier.round_id, follows.round_id, but=speaking_for(but)),
        context={
            "text": version.text,
            "version": version,
            "round": carrier.round,
            "process": process,
            "url": absolute(reverse("web:text", args=[process.slug, carrier.text])),
            "outcome_url": absolute(reverse("web:outcome", args=[process.slug, follows.text])),
        },
        key=f"version-issued:{version.pk}:follower",
        subject=version,
    )


def _to_sources(
    contribution: Contribution, version: TextVersion, letter: str, *, disposed: int, arrived: list[Amendment]
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
                "numbers": numbers | {"disposed": disposed},
                "carried_url": absolute(reverse("web:carried", args=[contribution.pk])),
                "outcome_url": absolute(reverse("web:outcome", args=[slug, base.symbol])),
            },
            key=f"{letter}:{version.pk}:{contribution.pk}:{person.pk}",
            subject=contribution,
        )

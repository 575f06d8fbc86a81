"""Joint contributions: which of their sources have confirmed, and whose answer is waited for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.urls import reverse

from contributions.enums import State
from contributions.models import Contribution, ContributionSource
from stakeholders.models import Mandate

if TYPE_CHECKING:
    from stakeholders.models import Person

# Where an answer is still of use.
ANSWERABLE = (State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED, State.PUBLISHED)
MOST_WAITING = 100


@dataclass(frozen=True)
class Waiting:
    """A contribution that names a source and waits for its word; ``url`` is where the person gives it."""

    named: ContributionSource
    url: str


def waiting_for(person: "Person") -> list[Waiting]:
    """Where a source is named that the person may answer for, and has not answered; the oldest first. One query."""
    asked = (
        answerable_by(person)
        .filter(confirmed_at=None, refused_at=None, answered_at=None)
        .exclude(contribution__author=person)
        .select_related("source", "contribution__round__process", "contribution__author")
        .defer("contribution__content", "contribution__search")
        .order_by("contribution__submitted_at", "pk")[:MOST_WAITING]
    )
    return [Waiting(each, url_of(each)) for each in asked]


def answerable_by(person: "Person") -> QuerySet[ContributionSource]:
    """Where the person can say whether a source is named rightly.

    By a confirmed mandate for it, or asked by name: they have taken the invitation that the author sent to an address.
    """
    speaks = Q(source__in=Mandate.objects.confirmed().filter(person=person).values("source"))
    found = ContributionSource.objects.filter(speaks | Q(invitation__accepted_by=person))
    return found.filter(contribution__state__in=ANSWERABLE, contribution__submission__isnull=False)


def url_of(named: ContributionSource) -> str:
    """The page where those who speak for this source answer."""
    return reverse("web:join", args=[named.contribution_id, named.source.slug])


def named_in(contribution: Contribution) -> list[ContributionSource]:
    """All its sources in the order they were named, also those that have not confirmed or have refused."""
    return list(contribution.sources.select_related("source", "group", "invitation", "answered_by").order_by("pk"))


def unanswered(named: Iterable[ContributionSource]) -> list[ContributionSource]:
    """Those that nobody has confirmed, and for which the secretariat waits."""
    return [each for each in named if each.is_invited and each.shown_as_invited_at is None]

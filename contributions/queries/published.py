"""What everybody may read of a contribution, and who may be named in it. The one place where that is made.

Pages, the API, the search index, letters to followers, compilations and exports ask here and never read a submission
themselves: what must not be seen is taken out once, and not in ten places.
"""

from dataclasses import dataclass

from common.languages import active
from contributions.content import Content
from contributions.models import Contribution, ContributionSource
from stakeholders.models import StakeholderGroup


@dataclass(frozen=True)
class PublicSource:
    """A source as everybody may know it. ``slug`` is that of its page; "" where it has none to be shown."""

    name: str
    acronym: str
    country: str
    group: StakeholderGroup
    slug: str


def published_form(contribution: Contribution) -> Content:
    """The submission in force as everybody may read it; an empty content where nothing was sent."""
    submission = contribution.submission
    return Content.from_json(submission.content if submission is not None else {})


def public_sources(contribution: Contribution, *, language: str = "") -> list[PublicSource]:
    """Who speaks in it, as far as they may be named, in the order they named themselves.

    Names are in ``language`` (the reader's) where they are known in it. No query where ``sources`` were prefetched
    with their source and group.
    """
    return [_known(named, language or active()) for named in contribution.sources.all()]


def _known(named: ContributionSource, language: str) -> PublicSource:
    source = named.source
    return PublicSource(
        name=source.name_in(language),
        acronym=source.acronym,
        country=str(source.country or ""),
        group=named.group,
        slug=source.slug,
    )

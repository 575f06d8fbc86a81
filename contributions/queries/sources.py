"""Which sources the public knows of."""

from django.db.models import Exists, OuterRef, QuerySet

from contributions.enums import Consent, State
from contributions.models import ContributionSource


def has_published(source: str = "pk") -> Exists:
    """The condition that something of a source was published; ``source`` names its id in the outer query.

    Whoever has only sent something, or was refused, is nobody's business: neither the name of a person nor what
    somebody has entered as the name of a body is shown before a secretariat has let it through. Nor is whoever has let
    nothing be published under their name, was only invited to join, or has taken all of it back.
    """
    return Exists(_published(source))


def spoke_in(process: str, number: int | None = None) -> Exists:
    """The condition that something of a source was published in this process (a slug), or in this round of it."""
    there = _published("pk").filter(contribution__round__process__slug=process)
    return Exists(there if number is None else there.filter(contribution__round__number=number))


def _published(source: str) -> QuerySet[ContributionSource]:
    speaking = ContributionSource.objects.speaking().filter(source=OuterRef(source))
    return speaking.filter(contribution__state=State.PUBLISHED, contribution__consent=Consent.NAMED)

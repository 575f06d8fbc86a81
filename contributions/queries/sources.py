"""Which sources the public knows of."""

from django.db.models import Exists, OuterRef

from contributions.enums import Consent
from contributions.models import ContributionSource


def has_published(source: str = "pk") -> Exists:
    """The condition that something of a source was published; ``source`` names its id in the outer query.

    Whoever has only sent something, or was refused, is nobody's business: neither the name of a person nor what
    somebody has entered as the name of a body is shown before a secretariat has let it through. Nor is whoever has let
    nothing be published under their name, or was only invited to join.
    """
    speaking = ContributionSource.objects.speaking().filter(source=OuterRef(source))
    return Exists(speaking.filter(contribution__published_at__isnull=False, contribution__consent=Consent.NAMED))

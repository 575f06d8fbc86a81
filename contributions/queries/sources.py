"""Which sources the public knows of."""

from django.db.models import Exists, OuterRef

from contributions.models import ContributionSource


def has_published(source: str = "pk") -> Exists:
    """The condition that something of a source was published; ``source`` names its id in the outer query.

    Whoever has only sent something, or was refused, is nobody's business: neither the name of a person nor what
    somebody has entered as the name of a body is shown before a secretariat has let it through.
    """
    return Exists(ContributionSource.objects.filter(source=OuterRef(source), contribution__published_at__isnull=False))

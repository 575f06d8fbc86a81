"""By what lists and filters find a contribution."""

from collections.abc import Iterable
from typing import Any

from stakeholders.countries import region_of
from stakeholders.models import Source


def listed(sources: Iterable[Source]) -> dict[str, Any]:
    """The columns by which lists and filters find a contribution of these sources."""
    found = list(sources)
    return {
        "group_ids": sorted({source.group_id for source in found}),
        "source_ids": sorted(source.pk for source in found),
        "regions": sorted({region for source in found if (region := region_of(str(source.country or "")))}),
    }

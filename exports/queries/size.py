"""Is what would be taken away short enough to be made while somebody waits?"""

from django.db.models import F, Func, IntegerField

from consultations.models import Round
from exports.enums import What

from .indexed import indexed
from .sections import readable

# What is made in a few seconds: contributions, and the bytes in which the database keeps them.
MOST_AT_ONCE, MOST_BYTES, MOST_LINES = 150, 250_000, 1000


def is_short(what: str, round_: Round) -> bool:
    """One query, which costs the same however much there is."""
    if what == What.ARCHIVE:
        return False
    if what == What.INDEX:
        return indexed(round_).order_by()[: MOST_LINES + 1].count() <= MOST_LINES
    stored = Func(F("submission__content"), function="pg_column_size", output_field=IntegerField())
    sizes = list(readable(round_).values_list(stored, flat=True)[: MOST_AT_ONCE + 1])
    return len(sizes) <= MOST_AT_ONCE and sum(size or 0 for size in sizes) <= MOST_BYTES

"""Whether an export may still be given out, and whether it holds everything that is public by now."""

from datetime import datetime

from django.db.models import Q

from exports.enums import Stage
from exports.lifecycle import ADDING, FRESH, HARMLESS, HARMLESS_SUBJECTS
from exports.models import Export
from record.models import Entry


def was_overtaken(export: Export) -> bool:
    """Has anything happened since that may have taken something back which the file holds? One query."""
    if export.as_of is None:
        return False
    harmless = Q(verb__in=HARMLESS)
    for beginning in HARMLESS_SUBJECTS:
        harmless |= Q(verb__startswith=beginning)
    return Entry.objects.filter(number__gt=export.as_of).exclude(harmless).exists()


def has_grown(export: Export) -> bool:
    """Was anything published since, wherever? One query."""
    return export.as_of is not None and Entry.objects.filter(number__gt=export.as_of, verb__in=ADDING).exists()


def reusable(like: Export, *, at: datetime) -> Export | None:
    """An export for whoever asks the same: under way, or ready and fresh enough. At most four queries."""
    newest = Export.objects.like(like).exclude(stage=Stage.FAILED).order_by("-asked_at").first()
    if newest is None or newest.is_unfinished:
        return newest
    if newest.expires_at is None or newest.expires_at <= at or was_overtaken(newest):
        return None
    return newest if newest.age(at=at) < FRESH or not has_grown(newest) else None

"""Calling letters off that are not true any more."""

from collections.abc import Collection
from datetime import datetime

from django.db import models
from django.utils import timezone

from notifications.models import UNDONE, Letter
from record.names import reference


def call_off(*, about: models.Model, families: Collection[str], at: datetime | None = None) -> int:
    """Let no letter of these families about a thing go that has not gone yet; return how many there were.

    In the transaction of the fact that made them untrue. One that a worker is sending at this moment may still arrive.
    """
    undone = Letter.objects.filter(UNDONE, about=reference(about), family__in=families)
    # One after the other: of what waits there is an index, of what is held another, and most letters are in neither.
    return sum(
        undone.filter(hold=held).update(called_off_at=at or timezone.now(), hold=False) for held in (False, True)
    )

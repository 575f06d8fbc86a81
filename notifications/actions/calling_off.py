"""Calling letters off that are not true any more."""

from collections.abc import Collection
from datetime import datetime

from django.db import models
from django.utils import timezone

from notifications.models import UNDONE, Letter
from record.names import reference


def call_off(letters: models.QuerySet[Letter], *, at: datetime | None = None) -> int:
    """Let none of these go that has not gone yet; return how many there were.

    In the transaction of the fact that made them untrue. One that a worker is sending at this moment may still arrive.
    """
    return letters.filter(UNDONE).update(called_off_at=at or timezone.now(), hold=False)


def call_off_about(thing: models.Model, *, families: Collection[str], at: datetime | None = None) -> int:
    """The same of all letters of these families about a thing."""
    about = Letter.objects.filter(about=reference(thing), family__in=families)
    # One after the other: of what waits there is an index, of what is held another, and most letters are in neither.
    return sum(call_off(about.filter(hold=held), at=at) for held in (False, True))

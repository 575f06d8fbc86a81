"""Removing letters to many that were sent long ago. A letter of the official process is part of it, and is kept."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from notifications.models import UNDONE, Letter, Words

# So many at once: the next run goes on.
MOST_WORDS, MOST_LETTERS = 5000, 5000


def forget_letters(pks: Collection[UUID]) -> set[UUID]:
    """Remove those of these letters that their readers could end and that wait no longer; return which."""
    done = Letter.objects.filter(pk__in=pks).exclude(UNDONE).exclude(stop="")
    found = set(done.values_list("pk", flat=True))
    Letter.objects.filter(pk__in=found).only("pk").delete()
    return found


def forget_words(*, before: datetime) -> int:
    """Remove words to many that were written before an instant, once nothing of them waits; return how many."""
    oldest = Words.objects.order_by("pk").values_list("pk", "created_at")[:MOST_WORDS]
    old = [pk for pk, created_at in oldest if created_at < before]
    forget_letters(list(Letter.objects.filter(words__in=old).values_list("pk", flat=True)[:MOST_LETTERS]))
    gone, _by_kind = Words.objects.filter(~Exists(Letter.objects.filter(words=OuterRef("pk"))), pk__in=old).delete()
    return gone

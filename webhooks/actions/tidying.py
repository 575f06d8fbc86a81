"""Forgetting what was told long ago."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from webhooks.models import Delivery, Endpoint, Event

AT_ONCE = 2000
REMOVED_KEPT = timedelta(days=1)


def forget_old(*, at: datetime | None = None) -> int:
    """Remove events that were told ``WEBHOOKS_DAYS_KEPT`` days ago, with their deliveries; return how many events.

    What still waits for a paused endpoint stays; an endpoint that was removed goes with its log. So many at once at
    most; the next run goes on.
    """
    at = at or timezone.now()
    removed = Endpoint.objects.filter(removed_at__lt=at - REMOVED_KEPT)
    left = Delivery.objects.filter(endpoint__in=removed.values("pk"))
    Delivery.objects.filter(pk__in=list(left.values_list("pk", flat=True)[:AT_ONCE])).delete()
    removed.filter(~Exists(Delivery.objects.filter(endpoint=OuterRef("pk")))).delete()
    old = Event.objects.filter(told_at__lt=at - timedelta(days=settings.WEBHOOKS_DAYS_KEPT))
    waiting = Delivery.objects.waiting().filter(event=OuterRef("pk"))
    chosen = list(old.filter(~Exists(waiting)).order_by("told_at").values_list("pk", flat=True)[:AT_ONCE])
    Event.objects.filter(pk__in=chosen).delete()
    return len(chosen)

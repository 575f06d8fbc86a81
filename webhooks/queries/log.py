"""The log of deliveries."""

from django.db.models import OuterRef, Subquery

from webhooks.models import Attempt, Delivery, DeliveryQuerySet, Endpoint


def log_of(endpoint: Endpoint, *, only_failed: bool = False) -> DeliveryQuerySet:
    """Its deliveries with their events and what the last try of each came to (``last_status``, ``last_fault``).

    To be ordered by ``-event``, the newest first.
    """
    last = Attempt.objects.filter(delivery=OuterRef("pk")).order_by("-pk")
    log = Delivery.objects.filter(endpoint=endpoint).select_related("event")
    log = log.annotate(last_status=Subquery(last.values("status")[:1]), last_fault=Subquery(last.values("fault")[:1]))
    return log.failed() if only_failed else log

"""Ending what a portal is still to be told of a process."""

from django.utils import timezone

from webhooks.enums import DeliveryState
from webhooks.models import Delivery, Endpoint


def call_off(portal_id: int, *, process: str) -> int:
    """Send the endpoints of a portal nothing more of what a process has told so far; return how much it was.

    What did not arrive is marked as called off, also where it could have been sent anew; what did stays in the log.
    Call it in the transaction that ends it. What a worker is sending at this very moment may still arrive.
    """
    # Locked as everywhere: the endpoint, then its deliveries.
    endpoints = Endpoint.objects.filter(portal=portal_id).order_by("pk").select_for_update(no_key=True)
    owed = Delivery.objects.exclude(state=DeliveryState.DELIVERED).filter(
        endpoint__in=list(endpoints), event__process=process
    )
    return owed.update(state=DeliveryState.CALLED_OFF, finished_at=timezone.now())

"""Which endpoints can be called now, and what each is told next."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from webhooks.enums import EndpointState, Kind
from webhooks.lifecycle import FURTHEST
from webhooks.models import Delivery, DeliveryQuerySet, Endpoint, EndpointQuerySet


def due_endpoints(*, at: datetime) -> EndpointQuerySet:
    """Those to which something can be delivered and that nobody calls at the moment.

    One that is not active, for whatever reason, is sent a challenge only.
    """
    waiting = Delivery.objects.waiting().to_be_tried(at=at).filter(endpoint=OuterRef("pk"))
    is_awake = Q(rests_until=None) | Q(rests_until__lte=at) | Q(rests_until__gt=at + FURTHEST)
    something = Q(Exists(waiting), state=EndpointState.ACTIVE)
    return (
        Endpoint.objects.kept()
        .at_rest(at=at)
        .filter(is_awake, something | Q(Exists(waiting.filter(event__kind=Kind.CHALLENGE))))
    )


def due_deliveries(endpoint: Endpoint, *, at: datetime) -> DeliveryQuerySet:
    """What it can be told now, in the order in which it happened; what it did not take before comes after the rest.

    So a single one that it never takes holds up nothing but what is about the same.
    """
    due = Delivery.objects.filter(endpoint=endpoint).due(at=at).select_related("event").order_by("tries", "event")
    return due if endpoint.state == EndpointState.ACTIVE else due.filter(event__kind=Kind.CHALLENGE)

"""Storing what happened, in the transaction in which it did."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from webhooks.enums import DeliveryState, EndpointState, Kind
from webhooks.models import Delivery, Endpoint, Event

from .handover import start_after_commit


def tell(
    kind: Kind,
    *,
    subject: str,
    process: str,
    payload: Mapping[str, Any],
    key: str,
    to: Iterable[int],
    at: datetime | None = None,
    days: int | None = None,
    is_kept: bool = False,
) -> Event | None:
    """Store a fact for every endpoint of the portals ``to`` that wants it, and start its delivery after commit.

    The caller holds the lock on the ``subject``, so that its facts are told in their order. ``key`` names the fact:
    the same again stores nothing and returns None. ``at``: when it happened, now unless said; an endpoint that had not
    proven itself by then is not told. ``days``: only those that want to be told so many days before. Where nobody wants
    it nothing is stored, unless ``is_kept``: for facts that are found again until it is known that they were told.
    """
    at = at or timezone.now()
    endpoints = Endpoint.objects.that_want(kind, portals=list(to), process=process, at=at)
    if days is not None:
        endpoints = endpoints.filter(closing_days__contains=[days])
    told = list(endpoints.values_list("pk", "state"))
    if not told and not is_kept:
        return None
    event = Event(
        key=key, kind=kind, subject=subject, process=process, payload=dict(payload), happened_at=at, told_at=at
    )
    return store(event, told)


def store(event: Event, told: Iterable[tuple[int, str]]) -> Event | None:
    """Store it with a delivery to each of ``told`` (endpoint, state); None where it was stored under its key already.

    What happens while an endpoint is not active for its own fault is kept for it and not sent: it can be replayed.
    """
    now = timezone.now()
    Event.objects.bulk_create([event], ignore_conflicts=True)
    stored = Event.objects.filter(key=event.key, uid=event.uid).first()
    if stored is None:
        return None
    deliveries = []
    for endpoint_id, state in told:
        is_off = state in (EndpointState.DISABLED, EndpointState.UNPROVEN) and event.kind != Kind.CHALLENGE
        deliveries.append(
            Delivery(
                endpoint_id=endpoint_id,
                event=stored,
                subject=event.subject,
                next_try_at=now,
                state=DeliveryState.GIVEN_UP if is_off else DeliveryState.WAITING,
                finished_at=now if is_off else None,
            )
        )
    Delivery.objects.bulk_create(deliveries)
    start_after_commit([one.endpoint_id for one in deliveries if one.state == DeliveryState.WAITING])
    return stored

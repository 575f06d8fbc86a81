"""The letters to owners of portals. Called inside the transaction of the fact they tell."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from notifications.actions import queue
from webhooks.enums import Because
from webhooks.models import Delivery, Endpoint


def disabled(endpoint: Endpoint, *, kept: int) -> None:
    """To the owner: that the endpoint is told no more, why, and how it comes back."""
    assert endpoint.disabled_at is not None  # noqa: S101  # the caller has just set it
    context = {"kept": kept, "is_gone": endpoint.disabled_because == Because.GONE, "since": endpoint.failing_since}
    _to_the_owner(endpoint, "disabled", key=f"{endpoint.disabled_at.isoformat()}", **context)


def given_up(endpoint: Endpoint, delivery: Delivery, *, at: datetime) -> None:
    """To the owner: that one delivery was not taken for three days while others were. Once a day at most."""
    _to_the_owner(endpoint, "given_up", key=at.date().isoformat(), event=delivery.event)


def _to_the_owner(endpoint: Endpoint, letter: str, *, key: str, **context: Any) -> None:
    portal = endpoint.portal
    address = reverse("web:webhook", args=[portal.slug, endpoint.pk])
    queue(
        f"webhooks/{letter}",
        to=portal.owner,
        address=portal.email,
        context={"portal": portal, "endpoint": endpoint, "url": settings.SITE_URL + address, **context},
        key=f"webhook-{letter}:{endpoint.pk}:{key}",
        subject=endpoint,
    )

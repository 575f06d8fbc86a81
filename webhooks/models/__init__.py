"""Endpoints, what happened, and how it was delivered."""

from .delivery import Attempt, Delivery, DeliveryQuerySet
from .endpoint import Endpoint, EndpointQuerySet
from .event import Event

__all__ = ["Attempt", "Delivery", "DeliveryQuerySet", "Endpoint", "EndpointQuerySet", "Event"]

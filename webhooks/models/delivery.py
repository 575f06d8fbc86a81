"""One event on its way to one endpoint, with every try."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from webhooks.enums import DeliveryState, Fault
from webhooks.lifecycle import FURTHEST

from .endpoint import Endpoint
from .event import Event

WAITS = Q(state=DeliveryState.WAITING)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries, chainable."""

    def waiting(self) -> Self:
        return self.filter(state=DeliveryState.WAITING)

    def due(self, *, at: datetime) -> Self:
        """Those that may be tried now: the first about each subject that is still under way to an endpoint.

        Each is looked at once. Asked for each whether there is an earlier one, the database compares all with all as
        soon as it knows less of them than there are: after ten thousand were sent anew at once, say.
        """
        first = self.waiting().order_by("endpoint_id", "subject", "event_id").distinct("endpoint_id", "subject")
        return self.filter(pk__in=first.values("pk")).to_be_tried(at=at)

    def to_be_tried(self, *, at: datetime) -> Self:
        """Those whose pause is over."""
        return self.filter(Q(next_try_at__lte=at) | Q(next_try_at__gt=at + FURTHEST))

    def failed(self) -> Self:
        """Those given up or called off, and those that were tried in vain so far."""
        return self.exclude(state=DeliveryState.DELIVERED).filter(~Q(state=DeliveryState.WAITING) | Q(tries__gt=0))


class Delivery(models.Model):
    """Tried until the endpoint takes it, or it is given up; it can be sent anew at any time (``replayed_at``).

    One that was called off is not sent any more: its process has ended telling the portal.
    """

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    subject = models.CharField(max_length=120, help_text="Of the event.")
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0, help_text="Since it was told, or last replayed.")
    first_tried_at = models.DateTimeField(null=True, blank=True)
    next_try_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    replayed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[DeliveryQuerySet] = DeliveryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(state=DeliveryState.WAITING, finished_at=None)
                | (~Q(state=DeliveryState.WAITING) & Q(finished_at__isnull=False)),
                name="delivery_finished_has_its_time",
            ),
        ]
        indexes = [
            # What is next for an endpoint, and is there something earlier about the same?
            models.Index(fields=["endpoint", "event"], condition=WAITS, name="delivery_next"),
            models.Index(fields=["endpoint", "subject", "event"], condition=WAITS, name="delivery_of_subject"),
            # The log, newest first, whole and of what failed.
            models.Index(fields=["endpoint", "-event"], name="delivery_log"),
            models.Index(
                fields=["endpoint", "-event"],
                condition=~Q(state=DeliveryState.DELIVERED),
                name="delivery_undelivered",
            ),
            # What was given up lately? For whoever watches the house.
            models.Index(
                fields=["-finished_at"],
                condition=Q(state=DeliveryState.GIVEN_UP),
                name="delivery_given_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} to {self.endpoint_id}"

    @property
    def said_fault(self) -> str:
        """What kept the receiver from taking the last try, in words, where ``queries.log`` has looked it up."""
        fault = getattr(self, "last_fault", "")
        return str(Fault(fault).label) if fault else ""


class Attempt(models.Model):
    """One try: when, how long it took, what came back."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField(_("when"))
    ms = models.PositiveIntegerField(_("milliseconds"))
    status = models.PositiveSmallIntegerField(pgettext_lazy("of an answer", "status"), null=True, blank=True)
    fault = models.CharField(max_length=14, choices=Fault.choices, blank=True)
    answer = models.TextField(_("beginning of the answer"), blank=True)

    class Meta:
        verbose_name = _("try")
        verbose_name_plural = _("tries")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.delivery_id} at {self.at}: {self.status or self.fault}"

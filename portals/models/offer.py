"""A portal is offered to somebody else."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .portal import Portal

OPEN_FOR = timedelta(days=14)


class OfferQuerySet(models.QuerySet["Offer"]):
    """Questions asked of offers."""

    def open(self, *, at: datetime) -> "OfferQuerySet":
        """Those that are not too old, of owners whose account is open."""
        return self.filter(expires_at__gt=at, portal__owner__is_active=True)


class Offer(models.Model):
    """One letter to one address, whose link hands a portal over; only the link's hash is kept.

    It is there while it is open: taken, declined, taken back or too old, it goes, and the address with it.
    """

    portal = models.OneToOneField(Portal, on_delete=models.CASCADE, related_name="offer")
    address = models.EmailField(pgettext_lazy("of e-mail", "address"), max_length=254)
    token_hash = models.CharField(max_length=64, unique=True)
    offered_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects: ClassVar[OfferQuerySet] = OfferQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("offer of a portal")
        verbose_name_plural = _("offers of portals")
        indexes: ClassVar[list[models.Index]] = [
            # What is too old.
            models.Index(fields=["expires_at"], name="offer_expires")
        ]

    def __str__(self) -> str:
        return f"of {self.portal_id}"

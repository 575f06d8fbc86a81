"""Somebody is asked, by e-mail, to speak for a source."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .source import Source

OPEN_FOR = timedelta(days=14)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions asked of invitations."""

    def open(self, *, at: datetime) -> "InvitationQuerySet":
        """Neither taken nor called back, and not too old."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=at)


class Invitation(models.Model):
    """One letter to one address, with a link that works once and for a while; only the link's hash is kept.

    ``vouches``: whoever invited speaks for the source, or works for a secretariat, and so says who else speaks for
    it. Else (an author who names a source of others) it only asks: who accepts has a mandate yet to be confirmed.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="invitations")
    address = models.EmailField(pgettext_lazy("of e-mail", "address"), max_length=254)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations")
    vouches = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            # Taken or called back, whichever was first.
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="invitation_accepted_or_revoked"
            ),
        ]
        indexes = [
            # How many somebody has sent lately.
            models.Index(fields=["invited_by", "created_at"], name="invitation_lately"),
        ]

    def __str__(self) -> str:
        return f"to {self.source_id} by {self.invited_by_id}"

    def is_open(self, *, at: datetime) -> bool:
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > at

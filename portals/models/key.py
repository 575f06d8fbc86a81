"""A key of a portal: the credentials with which its programs come."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .portal import Portal


class KeyQuerySet(models.QuerySet["Key"]):
    """Keys, chainable."""

    def in_force(self, *, at: datetime) -> "KeyQuerySet":
        """Those that were neither revoked nor replaced by then, of portals whose owner's account is open."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), portal__owner__is_active=True)


class Key(models.Model):
    """OAuth 2 client credentials, of whose secret we know a hash only.

    A portal has two at most that are in force, so that it changes from one to the other without a gap. ``ends_at`` is
    when it was revoked, or when the one that replaces it is alone.
    """

    portal = models.ForeignKey(Portal, on_delete=models.PROTECT, related_name="keys")
    client = models.OneToOneField("allauth_idp_oidc.Client", on_delete=models.PROTECT, related_name="key")
    issued_at = models.DateTimeField(_("issued"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)

    objects: ClassVar[KeyQuerySet] = KeyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("key")
        verbose_name_plural = _("keys")
        ordering = ["-issued_at", "-pk"]

    def __str__(self) -> str:
        return self.client_id

    def is_in_force(self, *, at: datetime) -> bool:
        """Does it still open anything?"""
        return self.ends_at is None or self.ends_at > at

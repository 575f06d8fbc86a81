"""What a portal has handed in for a person, until that person has confirmed it."""

from datetime import datetime
from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import CommentPeriod
from portals.models import Portal

from .contribution import Contribution


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Referrals, chainable."""

    def unanswered(self) -> "ReferralQuerySet":
        """Neither confirmed nor refused so far."""
        return self.filter(confirmed_at=None, refused_at=None)

    def to_forget(self, *, at: datetime) -> "ReferralQuerySet":
        """Those that nobody can answer any more, and that still say whom they were for."""
        return self.unanswered().filter(expires_at__lte=at).exclude(email="")


class Referral(models.Model):
    """A contribution that came through a portal, and the person who is asked whether it is theirs.

    The words are in ``contribution``, a draft until the person confirms them by the address that the letter to
    ``email`` holds; the database keeps the hash of its token. Whoever refuses it leaves nothing behind but that it was
    refused: then, and once the address has expired, ``contribution``, ``name`` and ``email`` are empty.
    ``address_hash`` tells how often somebody was written to, and not who.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    portal = models.ForeignKey(Portal, on_delete=models.PROTECT, related_name="referrals")
    period = models.ForeignKey(CommentPeriod, on_delete=models.PROTECT, related_name="referrals")
    contribution = models.OneToOneField(
        Contribution, on_delete=models.SET_NULL, null=True, blank=True, related_name="referral"
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language of letters"), max_length=8)
    address_hash = models.CharField(max_length=64)
    is_for_action = models.BooleanField(_("for action"), default=True)
    token_hash = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField(_("received at"))
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ReferralQuerySet] = ReferralQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("what a portal handed in")
        verbose_name_plural = _("what portals handed in")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_at=None) | models.Q(refused_at=None), name="referral_answered_once"
            )
        ]
        indexes = [
            # What came through a portal, the newest first.
            models.Index(fields=["portal", "-received_at", "-id"], name="referral_of_portal"),
            # How often somebody was written to lately.
            models.Index(fields=["address_hash", "received_at"], name="referral_lately"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} through {self.portal_id}"

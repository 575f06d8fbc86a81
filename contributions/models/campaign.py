"""Contributions with nearly the same text, shown together under one of them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models import Round


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Adjectives of campaigns."""

    def standing(self) -> "CampaignQuerySet":
        """Those that were not dissolved."""
        return self.filter(dissolved_at=None)


class Campaign(models.Model):
    """Who sent in bulk is public: one ``representative`` text, how many say it, and who organised that.

    A member names its campaign (``Contribution.campaign``), and nothing else of it is touched: it keeps its symbol,
    its page and its place in every list. So dissolving takes nothing back but that name; the row stays.
    ``organiser`` is what the secretariat found out, "" while it does not know.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="campaigns")
    representative = models.ForeignKey(
        "contributions.Contribution", on_delete=models.PROTECT, related_name="campaigns_represented"
    )
    organiser = models.CharField(_("organiser"), max_length=300, blank=True)
    organiser_url = models.URLField(_("address of the organiser"), max_length=500, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    dissolved_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[CampaignQuerySet] = CampaignQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        indexes = [
            # The campaigns of a round that stand, in the order in which they were made.
            models.Index(fields=["round", "id"], condition=Q(dissolved_at=None), name="campaign_of_round"),
        ]

    def __str__(self) -> str:
        return f"campaign {self.pk}"

    @property
    def stands(self) -> bool:
        return self.dissolved_at is None

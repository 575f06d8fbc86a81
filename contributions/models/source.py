"""The sources of a contribution, as they stood when it was sent."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from stakeholders.models import Invitation, Source, StakeholderGroup

from .contribution import Contribution


class ContributionSourceQuerySet(models.QuerySet["ContributionSource"]):
    """The sources named in contributions, by what they say themselves."""

    def speaking(self) -> "ContributionSourceQuerySet":
        """Confirmed: it really says this."""
        return self.exclude(confirmed_at=None)

    def invited(self) -> "ContributionSourceQuerySet":
        """Named by whoever wrote it, and not confirmed or refused by itself so far."""
        return self.filter(confirmed_at=None, refused_at=None)

    def named(self) -> "ContributionSourceQuerySet":
        """All but those that refused."""
        return self.filter(refused_at=None)


class ContributionSource(models.Model):
    """One source of a contribution, in the group it had then.

    ``confirmed_at`` is set when somebody with a confirmed mandate sent it or confirmed it, or when the secretariat
    has asked; nothing is published under a name that is not confirmed. It is about the words that are in
    force: where others are sent, by somebody without a confirmed mandate for the source, it has to be asked again.

    Until then a source of a joint contribution is *invited*. ``answered_by`` has said yes and has no confirmed mandate
    yet; ``refused_at``: it does not want to be named. ``shown_as_invited_at``: the secretariat does not wait for it.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="sources")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="contribution_sources")
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    invitation = models.ForeignKey(
        Invitation, on_delete=models.SET_NULL, null=True, blank=True, related_name="asks_for"
    )
    asked_at = models.DateTimeField(null=True, blank=True, help_text="When its speakers were last written to.")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    refused_at = models.DateTimeField(null=True, blank=True)
    refusal = models.TextField(blank=True, db_default="", help_text="What it says to the author.")
    shown_as_invited_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ContributionSourceQuerySet] = ContributionSourceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contribution", "source"], name="contribution_source_once"),
            # Who refused does not speak.
            models.CheckConstraint(
                condition=Q(refused_at=None) | Q(confirmed_at=None), name="contribution_source_refused_is_silent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} in {self.contribution_id}"

    @property
    def is_invited(self) -> bool:
        return self.confirmed_at is None and self.refused_at is None

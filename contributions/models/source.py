"""The sources of a contribution, as they stood when it was sent."""

from django.db import models

from stakeholders.models import Source, StakeholderGroup

from .contribution import Contribution


class ContributionSource(models.Model):
    """One source of a contribution, in the group it had then.

    ``confirmed_at`` is set when somebody with a confirmed mandate sent it, or when the secretariat
    has asked; nothing is published under a name that is not confirmed. It is about the words that are in
    force: where others are sent, by somebody without a confirmed mandate for the source, it has to be asked again.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="sources")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="contribution_sources")
    group = models.ForeignKey(StakeholderGroup, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contribution", "source"], name="contribution_source_once")]

    def __str__(self) -> str:
        return f"{self.source_id} in {self.contribution_id}"

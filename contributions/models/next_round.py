"""What came too late for its round, and whether its source wants it in the next one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import Round
from contributions.enums import Held

from .contribution import Contribution


class NextRoundOffer(models.Model):
    """A held contribution could go to a later round: its author is asked once for each, and answers, or not.

    Not answered is no consent: it stays where it is.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="next_round_offers")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Held.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("offer of a later round")
        verbose_name_plural = _("offers of later rounds")
        constraints = [models.UniqueConstraint(fields=["contribution", "round"], name="next_round_offered_once")]

    def __str__(self) -> str:
        return f"{self.contribution_id} → {self.round_id}"

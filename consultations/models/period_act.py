"""What was decided about the dates of a comment period: kept for good."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consultations.course import Step
from consultations.enums import Act

from .period import CommentPeriod


class PeriodAct(models.Model):
    """One act: which dates held before, which hold since, why and by whom. The database refuses to change it."""

    period = models.ForeignKey(CommentPeriod, on_delete=models.PROTECT, related_name="acts")
    act = models.CharField(_("act"), max_length=16, choices=Act.choices)
    at = models.DateTimeField(_("decided at"))
    opens_before = models.DateTimeField()
    closes_before = models.DateTimeField()
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    reason = models.TextField(_("reason"), blank=True)
    language = models.CharField(max_length=8, help_text="Of the reason.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    cautions = models.JSONField(default=list, help_text="What was pointed out before: see consultations.cautions.")

    class Meta:
        verbose_name = _("act on a comment period")
        verbose_name_plural = _("acts on comment periods")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="act_closes_after_opening"),
            models.CheckConstraint(condition=Q(act=Act.OPEN) | ~Q(reason=""), name="act_has_a_reason"),
        ]
        # The acts of a period, in their order.
        indexes = [models.Index(fields=["period", "id"], name="act_of_period")]

    def __str__(self) -> str:
        return f"{self.act} of {self.period_id}"

    @property
    def moves_opening(self) -> bool:
        """Does it say another opening than before?"""
        return self.opens_at != self.opens_before

    @property
    def moves_closing(self) -> bool:
        return self.closes_at != self.closes_before

    @property
    def as_step(self) -> Step:
        """What holds since it was decided."""
        return Step(self.at, self.opens_at, self.closes_at, is_cancelled=self.act == Act.CANCEL)

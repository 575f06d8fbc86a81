"""How a round receives: lanes by hours before its meeting, what becomes of what comes late, a short grace."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .round import Round


class ReceivingRules(models.Model):
    """The published rules of one round. A round without this row has no lanes and takes nothing late.

    Hours count backwards from ``Round.meets_at``. What was sent keeps the lane that the rules of then gave it.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="receiving", primary_key=True)
    in_time_hours = models.PositiveIntegerField(
        _("in time: hours before the meeting"),
        null=True,
        blank=True,
        help_text=_("For example 1080 for 45 days. Empty: the round has no lanes."),
    )
    delayed_hours = models.PositiveIntegerField(
        _("delayed: hours before the meeting"),
        default=0,
        help_text=_("For example 288 for 12 days. What comes after that is held for the next round."),
    )
    delayed_for_action = models.BooleanField(
        _("what is delayed can still be for action"),
        default=False,
        help_text=_("Otherwise it is published for information only."),
    )
    accepts_late = models.BooleanField(
        _("accept contributions after a comment period has closed"),
        default=False,
        help_text=_("They are held for the next round, and carried there if their source agrees."),
    )
    grace_seconds = models.PositiveIntegerField(
        _("grace at closing, in seconds"),
        null=True,
        blank=True,
        help_text=_("For forms that are on their way at the closing instant. Empty: what the house uses."),
    )

    class Meta:
        verbose_name = _("rules for receiving")
        verbose_name_plural = _("rules for receiving")
        constraints = [
            models.CheckConstraint(
                condition=Q(in_time_hours=None) | Q(in_time_hours__gte=F("delayed_hours")),
                name="receiving_in_time_before_delayed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.in_time_hours}/{self.delayed_hours}"

    @property
    def has_lanes(self) -> bool:
        return self.in_time_hours is not None

    @property
    def grace(self) -> timedelta:
        """How long after closing a form still counts that was begun before."""
        seconds = settings.GRACE_SECONDS if self.grace_seconds is None else self.grace_seconds
        return timedelta(seconds=seconds)


def receiving_of(round_: Round) -> ReceivingRules:
    """The round's rules; where it has none, the rules that change nothing (not stored)."""
    found: ReceivingRules | None = getattr(round_, "receiving", None)
    return found or ReceivingRules(round=round_)

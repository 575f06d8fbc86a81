"""When a submission came, by the rules of its round as they were then."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from contributions import lanes
from contributions.enums import Lane

from .submission import Submission


class Timing(models.Model):
    """The lane of one submission, and all that it was computed from. Written once, with the submission.

    ``counts_from`` is the instant that was measured: when it was sent, or received elsewhere, or first sent before the
    secretariat returned it; within the grace after closing, the last instant before closing. ``in_time_hours`` None:
    the round had no lanes. ``asks_action``: its source asks the meeting to act.
    """

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="timing", primary_key=True)
    lane = models.CharField(_("lane"), max_length=12, choices=Lane.choices)
    counts_from = models.DateTimeField()
    meeting_at = models.DateTimeField(null=True, blank=True)
    in_time_hours = models.PositiveIntegerField(null=True, blank=True)
    delayed_hours = models.PositiveIntegerField(default=0)
    is_grace = models.BooleanField(default=False, help_text="Sent within the grace after closing.")
    is_late = models.BooleanField(default=False, help_text="Sent after its comment period had closed.")
    carried_from = models.ForeignKey(
        "consultations.Round",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The round for which it came too late, where its source let it be carried to this one.",
    )
    asks_action = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("timing")
        verbose_name_plural = _("timings")

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.lane}"

    @property
    def limits(self) -> lanes.Limits | None:
        """The instants of then by which it was measured; None where the round had no lanes."""
        return lanes.limits_of(self.meeting_at, lanes.Rules(self.in_time_hours, self.delayed_hours))


def timing_of(submission: Submission | None) -> Timing | None:
    """The timing of a submission; None for what was sent before the house kept it."""
    found: Timing | None = getattr(submission, "timing", None) if submission is not None else None
    return found

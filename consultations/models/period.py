"""A comment period: from one instant to another, for a stated purpose and audience."""

from datetime import datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from common.localized import Wording, best
from consultations.course import Step, state_of
from consultations.enums import PeriodState, Purpose
from stakeholders.models import StakeholderGroup

from .process import default_languages
from .round import Round


class PeriodQuerySet(models.QuerySet["CommentPeriod"]):
    """Adjectives of periods. At an instant, opening counts in, closing counts out."""

    def public(self) -> "PeriodQuerySet":
        """Those that were made public, in a round and a process that were."""
        return self.filter(
            public_at__isnull=False, round__public_at__isnull=False, round__process__public_at__isnull=False
        )

    def open(self, *, at: datetime) -> "PeriodQuerySet":
        return self.standing(at=at).filter(opens_at__lte=at, closes_at__gt=at)

    def upcoming(self, *, at: datetime) -> "PeriodQuerySet":
        return self.standing(at=at).filter(opens_at__gt=at)

    def closed(self, *, at: datetime) -> "PeriodQuerySet":
        return self.standing(at=at).filter(closes_at__lte=at)

    def cancelled(self, *, at: datetime) -> "PeriodQuerySet":
        return self.filter(cancelled_at__lte=at)

    def not_over(self, *, at: datetime) -> "PeriodQuerySet":
        """Open, or still to open."""
        return self.standing(at=at).filter(closes_at__gt=at)

    def asking(self, group: str) -> "PeriodQuerySet":
        """Those that ask the group with this code, or everyone."""
        return self.filter(Q(audience__code=group) | Q(audience=None))

    def standing(self, *, at: datetime) -> "PeriodQuerySet":
        """Not cancelled by then."""
        return self.filter(Q(cancelled_at=None) | Q(cancelled_at__gt=at))


class CommentPeriod(models.Model):
    """When, what for and from whom contributions are asked. Open is what the clock says, not a state.

    The dates are those that hold now; how they came about is told by its ``acts``. Only
    ``consultations.actions.decide`` changes them once it is public.

    Before it is made public (``public_at``) nobody can contribute to it, whatever the clock says.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="periods")
    purpose = models.CharField(_("purpose"), max_length=24, choices=Purpose.choices)
    title = I18nCharField(_("title"), max_length=400)
    description = I18nTextField(_("description"), blank=True)
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", help_text=_("The zone in which the dates were announced.")
    )
    audience = models.ManyToManyField(
        StakeholderGroup,
        related_name="periods",
        blank=True,
        verbose_name=_("audience"),
        help_text=_("The groups that are asked; empty means everyone."),
    )
    languages = ArrayField(models.CharField(max_length=8), default=default_languages, verbose_name=_("languages"))
    announced_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When the letters about its opening were stored."
    )

    public_at = models.DateTimeField(
        _("made public at"), null=True, blank=True, editable=False, help_text="Null while it is being prepared."
    )
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    step = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text="Raised by each act and change: nobody decides about dates they did not see.",
    )

    objects: ClassVar[PeriodQuerySet] = PeriodQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("comment period")
        verbose_name_plural = _("comment periods")
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="period_closes_after_opening")
        ]
        indexes = [
            # Which periods are open at an instant, soonest closing first.
            models.Index(fields=["closes_at", "opens_at"], name="period_open_at"),
            # Which openings have not been told yet.
            models.Index(fields=["opens_at"], condition=Q(announced_at=None), name="period_unannounced"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.opens_at:%Y-%m-%d} to {self.closes_at:%Y-%m-%d}"

    def state(self, *, at: datetime) -> PeriodState:
        """Where the period stands at the instant ``at``, by the dates that hold now.

        For the past, as it was seen then, ask ``consultations.queries.stood``.
        """
        is_cancelled = self.cancelled_at is not None and self.cancelled_at <= at
        return PeriodState(state_of(Step(at, self.opens_at, self.closes_at, is_cancelled), at=at))

    def is_open(self, *, at: datetime) -> bool:
        return self.state(at=at) == PeriodState.OPEN

    def time_left(self, *, at: datetime) -> timedelta:
        """How long until it closes; zero when it has, or was cancelled."""
        is_over = self.state(at=at) in (PeriodState.CLOSED, PeriodState.CANCELLED)
        return timedelta() if is_over else self.closes_at - at

    @property
    def is_public(self) -> bool:
        """Was it made public, and its round and process too?"""
        return self.public_at is not None and self.round.is_public

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the dates were announced."""
        return ZoneInfo(self.time_zone)

    @property
    def wording(self) -> Wording:
        """The title in the reader's language, with the language it is in."""
        return best(self.title)

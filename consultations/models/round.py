"""A round: one cycle in a process, mostly tied to a meeting."""

from datetime import datetime, time
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from common.localized import Wording, best

from .process import Process


class RoundQuerySet(models.QuerySet["Round"]):
    """Adjectives of rounds."""

    def public(self) -> "RoundQuerySet":
        """Those that were opened to the public, in a process that was."""
        return self.filter(public_at__isnull=False, process__public_at__isnull=False)


class Round(models.Model):
    """One cycle of a process. Symbols are counted per round. Not public before it is opened (``public_at``)."""

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField(_("number"))
    title = I18nCharField(_("title"), max_length=400)
    description = I18nTextField(_("description"), blank=True)
    meets_on = models.DateField(_("first day of the meeting"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    last_number = models.PositiveIntegerField(default=0, editable=False, help_text="The last number given in a symbol.")

    public_at = models.DateTimeField(
        _("made public at"), null=True, blank=True, editable=False, help_text="Null while it is being prepared."
    )
    edits = models.PositiveIntegerField(
        default=0, editable=False, help_text="How often it was changed: a form that was opened earlier is told."
    )

    objects: ClassVar[RoundQuerySet] = RoundQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [models.UniqueConstraint(fields=["process", "number"], name="round_number_once")]

    def __str__(self) -> str:
        return f"{self.process_id}/{self.number}"

    @property
    def is_public(self) -> bool:
        """Was it opened, and its process too?"""
        return self.public_at is not None and self.process.public_at is not None

    @property
    def holds_news(self) -> bool:
        """Does its news wait for the secretariat: because the process wants that, or nobody may read of it yet?"""
        return self.process.holds_letters or not self.is_public

    @property
    def wording(self) -> Wording:
        """The title in the reader's language, with the language it is in."""
        return best(self.title)

    @property
    def meets_at(self) -> datetime | None:
        """The first instant of the meeting: midnight on its first day, in the zone of the process. None without one."""
        if self.meets_on is None:
            return None
        return datetime.combine(self.meets_on, time(), tzinfo=ZoneInfo(self.process.time_zone))

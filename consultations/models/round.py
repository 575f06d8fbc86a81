"""A round: one cycle in a process, mostly tied to a meeting."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from common.localized import Wording, best

from .process import Process


class Round(models.Model):
    """One cycle of a process. Symbols are counted per round."""

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField(_("number"))
    title = I18nCharField(_("title"), max_length=400)
    description = I18nTextField(_("description"), blank=True)
    meets_on = models.DateField(_("first day of the meeting"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    last_number = models.PositiveIntegerField(default=0, editable=False, help_text="The last number given in a symbol.")

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [models.UniqueConstraint(fields=["process", "number"], name="round_number_once")]

    def __str__(self) -> str:
        return f"{self.process_id}/{self.number}"

    @property
    def wording(self) -> Wording:
        """The title in the reader's language, with the language it is in."""
        return best(self.title)

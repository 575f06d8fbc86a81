"""Symbols: the citable numbers of a process."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .process import Process
from .round import Round


class Symbol(models.Model):
    """One citable number, reserved for good. Unique inside its process only.

    ``number`` and ``modifier`` repeat what the text says so that lists can follow them:
    WGEC/3/7/Rev.1 has number 7 and modifier "Rev.1".
    """

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="symbols")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="symbols")
    text = models.CharField(_("symbol"), max_length=120)
    number = models.PositiveIntegerField()
    modifier = models.CharField(max_length=20, blank=True)
    alias = models.CharField(_("alias"), max_length=120, blank=True, help_text=_("For example “Contribution 29”."))

    class Meta:
        verbose_name = _("symbol")
        verbose_name_plural = _("symbols")
        constraints = [
            models.UniqueConstraint(fields=["process", "text"], name="symbol_once_a_process"),
            models.UniqueConstraint(fields=["process", "alias"], condition=~Q(alias=""), name="alias_once_a_process"),
            models.UniqueConstraint(fields=["round", "number", "modifier"], name="symbol_number_once_a_round"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def plain(self) -> str:
        """The symbol without its modifier: that of the paper it stands beside, or its own."""
        return self.text.removesuffix(f"/{self.modifier}") if self.modifier else self.text

    @property
    def stands(self) -> str:
        """How it stands beside that paper: Rev, Add or Corr; "" for a number of its own."""
        return self.modifier.partition(".")[0]

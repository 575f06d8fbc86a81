"""Texts that papers carry, so that others can amend them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .symbol import Symbol


class CarriedText(models.Model):
    """A version of a text, and the document or published contribution that carries it.

    Anything with a symbol can: a draft of the secretariat's as well as a contribution.
    """

    symbol = models.OneToOneField(Symbol, on_delete=models.PROTECT, related_name="carried_text")
    version = models.OneToOneField("texts.TextVersion", on_delete=models.PROTECT, related_name="carrier")

    class Meta:
        verbose_name = _("carried text")
        verbose_name_plural = _("carried texts")

    def __str__(self) -> str:
        return self.symbol.text

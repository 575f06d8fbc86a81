"""Texts that papers carry, so that others can amend them, and texts that are being brought in."""

from django.conf import settings
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


class IncomingText(models.Model):
    """The text of a paper while the secretariat still looks at how it was understood; gone once it is issued."""

    symbol = models.OneToOneField(Symbol, on_delete=models.PROTECT, related_name="incoming_text")
    reading = models.OneToOneField("texts.Reading", on_delete=models.CASCADE, related_name="incoming")
    began_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("text being brought in")
        verbose_name_plural = _("texts being brought in")

    def __str__(self) -> str:
        return self.symbol.text

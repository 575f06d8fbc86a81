"""What was done to a symbol after it was given: another number, another alias, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .symbol import Symbol


class SymbolAct(models.Model):
    """One act on the number of a paper. Public, with its reason.

    ``symbol`` is the one that the paper bears now. A renumbering names the ``old`` one, which stays reserved and leads
    to this; without it the act was about the alias. ``was`` and ``now`` are the words of before and after.
    """

    symbol = models.ForeignKey(Symbol, on_delete=models.PROTECT, related_name="acts")
    old = models.OneToOneField(Symbol, on_delete=models.PROTECT, null=True, blank=True, related_name="renumbered")
    was = models.CharField(max_length=120, blank=True)
    now = models.CharField(max_length=120, blank=True)
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("act on a symbol")
        verbose_name_plural = _("acts on symbols")
        ordering = ["at", "pk"]
        # Which paper a former alias means.
        indexes = [models.Index(fields=["was"], condition=Q(old=None) & ~Q(was=""), name="symbol_act_former_alias")]

    def __str__(self) -> str:
        return f"{self.was} → {self.now}"

"""Who took part in a round, as it was published when its comment periods had closed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import Round


class PublicFigures(models.Model):
    """The figures of a round at a closing, with small numbers left out; they never change afterwards.

    Figures that were counted anew each day would tell by their differences what each of them hides. A period that
    is reopened closes once more, and has other figures then. ``figures`` is the JSON that
    ``contributions.queries.participation`` makes, ``digest`` the SHA-256 of its canonical form.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="public_figures")
    closed_at = models.DateTimeField()
    made_at = models.DateTimeField()
    figures = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("public figures")
        verbose_name_plural = _("public figures")
        constraints = [models.UniqueConstraint(fields=["round", "closed_at"], name="figures_once_a_closing")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.closed_at:%Y-%m-%d}"

"""The talk between secretariat and author about one contribution."""

from django.conf import settings
from django.db import models

from .contribution import Contribution


class Remark(models.Model):
    """A question of the secretariat or an answer of the author. Not public."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="remarks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    is_from_secretariat = models.BooleanField()
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]

"""Where each clause of a version came from, and what became of each of the one before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from texts.enums import Fate

from .clause import Clause
from .text import TextVersion


class Descent(models.Model):
    """One step from a version to the next: ``before`` became ``after`` in ``version``.

    A new clause has no ``before``, a suppressed one no ``after``; a split is several rows with one ``before``, a
    merger several with one ``after``.
    """

    version = models.ForeignKey(TextVersion, on_delete=models.PROTECT, related_name="descents")
    before = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="became")
    after = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="came_from")
    fate = models.CharField(max_length=12, choices=Fate.choices)

    class Meta:
        verbose_name = _("descent of a clause")
        verbose_name_plural = _("descents of clauses")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "before", "after"], nulls_distinct=False, name="descent_once_a_version"
            ),
            models.CheckConstraint(
                condition=models.Q(before__isnull=False, after__isnull=False)
                | models.Q(before__isnull=True, after__isnull=False, fate=Fate.NEW)
                | models.Q(before__isnull=False, after__isnull=True, fate=Fate.SUPPRESSED),
                name="descent_has_the_ends_its_fate_says",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"

"""What is kept of a submission to find others like it, and which contributions were found to be alike."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .contribution import Contribution
from .submission import Submission


class Fingerprint(models.Model):
    """The signature of a submission's words (``contributions.similarity.signature``): made after it, never before.

    The row is written with the submission, empty, so that none can be forgotten; a worker fills it in.
    ``compared_at``: when it was held against all others.
    """

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, primary_key=True, related_name="fingerprint"
    )
    bands = ArrayField(models.IntegerField(), default=list, blank=True)
    numbers = models.BinaryField(default=bytes)
    version = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("fingerprint")
        verbose_name_plural = _("fingerprints")
        indexes = [
            # Which submissions have a band in common with this one?
            GinIndex(fields=["bands"], name="fingerprint_bands"),
            # Which have not been compared yet, the oldest first?
            models.Index(fields=["submission"], condition=Q(compared_at=None), name="fingerprint_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}"


class Likeness(models.Model):
    """Two contributions that say nearly the same, as they were last sent; ``percent`` of their shingles are common.

    ``earlier`` has the lower id. Nothing follows from it by itself: the secretariat looks, and decides.
    """

    earlier = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="likenesses_after")
    later = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="likenesses_before")
    percent = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("likeness")
        verbose_name_plural = _("likenesses")
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="likeness_once"),
            models.CheckConstraint(condition=Q(earlier__lt=models.F("later")), name="likeness_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} ~ {self.later_id}: {self.percent} %"

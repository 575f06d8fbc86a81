"""Many contributions moved by one decision: what was shown before, and what became of each."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contributions.enums import BatchKind, BatchState, ItemOutcome

from .contribution import Contribution


class Batch(models.Model):
    """Contributions to be published, or given to a colleague, one after the other, each by the same action as alone.

    First every item is tried and undone (*checked*): what would happen is written down. Whoever began it confirms
    that, and then it is done, item by item.
    """

    kind = models.CharField(max_length=8, choices=BatchKind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="batches")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=8, choices=BatchState.choices, default=BatchState.CHECKING)
    language = models.CharField(max_length=8, help_text="In which refusals are written down.")
    made_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now_add=True, help_text="When a worker last did something for it.")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("bulk act")
        verbose_name_plural = _("bulk acts")
        indexes = [
            # What somebody has done in bulk, the newest first.
            models.Index(fields=["by", "-id"], name="batch_of_person"),
            # What a worker has left lying.
            models.Index(
                fields=["touched_at"],
                condition=Q(state__in=[BatchState.CHECKING, BatchState.RUNNING]),
                name="batch_unfinished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class BatchItemQuerySet(models.QuerySet["BatchItem"]):
    """Adjectives of items."""

    def unchecked(self) -> "BatchItemQuerySet":
        """Those that were not tried yet, in their order."""
        return self.filter(checked_at=None).order_by("place")

    def undone(self) -> "BatchItemQuerySet":
        """Those of which nothing has become yet, in their order."""
        return self.filter(outcome="").order_by("place")


class BatchItem(models.Model):
    """One contribution of a bulk act.

    ``seen``, ``heard`` and ``held_by`` are what was there when it was shown: the number of the submission, the last
    remark, whoever answered for it. ``trouble`` is why it would be refused, ``symbol`` the one it would get;
    ``said`` is why it *was* refused, ``given`` the symbol that it got.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveIntegerField()
    seen = models.PositiveIntegerField()
    heard = models.PositiveBigIntegerField(default=0)
    held_by = models.PositiveBigIntegerField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(blank=True)
    symbol = models.CharField(max_length=120, blank=True)
    takes_number = models.BooleanField(default=False, help_text="Is its symbol a new number of its round?")
    letters = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=8, choices=ItemOutcome.choices, blank=True)
    said = models.TextField(blank=True)
    given = models.CharField(max_length=120, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[BatchItemQuerySet] = BatchItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("item of a bulk act")
        verbose_name_plural = _("items of bulk acts")
        constraints = [
            # Nothing is moved twice by one act; and the items of an act by their places.
            models.UniqueConstraint(fields=["batch", "contribution"], name="batch_item_once"),
            models.UniqueConstraint(fields=["batch", "place"], name="batch_item_place"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.place}"

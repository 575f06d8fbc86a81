"""A file that is made of a round by a worker, and how far that is."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models import Round
from exports.enums import Format, Order, Stage, What
from exports.lifecycle import SILENCE

FOLDER = "exports"


def export_path(instance: "Export", filename: str) -> str:
    """One place for each attempt, so that a worker taken for dead never writes over its successor's file."""
    return f"{FOLDER}/{instance.pk}-{uuid.uuid4().hex}"


class ExportQuerySet(models.QuerySet["Export"]):
    """Questions asked of exports."""

    def public(self) -> "ExportQuerySet":
        """Of published things only."""
        return self.filter(is_sealed=False)

    def unfinished(self) -> "ExportQuerySet":
        return self.filter(stage__in=(Stage.QUEUED, Stage.RUNNING))

    def running(self, *, at: datetime) -> "ExportQuerySet":
        """Those of whose worker was heard lately."""
        return self.filter(stage=Stage.RUNNING, heard_at__gt=at - SILENCE)

    def to_be_made(self, *, at: datetime) -> "ExportQuerySet":
        """Queued, or given up by a worker that has fallen silent; the oldest first."""
        silent = Q(stage=Stage.RUNNING) & (Q(heard_at=None) | Q(heard_at__lte=at - SILENCE))
        return self.filter(Q(stage=Stage.QUEUED) | silent).order_by("asked_at", "pk")

    def like(self, other: "Export") -> "ExportQuerySet":
        """The public ones that hold the same as ``other`` would."""
        return self.public().filter(
            round=other.round, what=other.what, format=other.format, language=other.language, order=other.order
        )


class Export(models.Model):
    """One file of one round, in one language: asked for, made by a worker, kept for a while.

    ``is_sealed``: it holds what only those may read who may open what is sealed; it belongs to ``by``. ``claim`` is the
    word of the worker that makes it, ``heard_at`` when that was last heard of. ``as_of`` is the number of the newest
    entry in the record when it was begun.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="exports")
    what = models.CharField(max_length=16, choices=What.choices)
    format = models.CharField(max_length=8, choices=Format.choices)
    language = models.CharField(_("language"), max_length=8)
    order = models.CharField(max_length=8, choices=Order.choices, default=Order.SYMBOL)
    is_sealed = models.BooleanField(default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="exports"
    )
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.QUEUED)
    asked_at = models.DateTimeField()
    claim = models.UUIDField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    as_of = models.BigIntegerField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(upload_to=export_path, max_length=200, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True, help_text="In bytes.")
    sha256 = models.CharField(max_length=64, blank=True)
    failure = models.TextField(blank=True, help_text="Why it was not made, in its own language.")

    objects: ClassVar[ExportQuerySet] = ExportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        constraints = [
            # However many ask at once, a public file is made once.
            models.UniqueConstraint(
                fields=["round", "what", "format", "language", "order"],
                condition=Q(stage__in=[Stage.QUEUED, Stage.RUNNING], is_sealed=False),
                name="export_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.DONE, size__isnull=False, finished_at__isnull=False)
                | (~Q(stage=Stage.DONE) & Q(file="")),
                name="export_file_when_done",
            ),
        ]
        indexes = [
            # What is to be made next, and what is made now.
            models.Index(
                fields=["asked_at", "id"],
                condition=Q(stage__in=[Stage.QUEUED, Stage.RUNNING]),
                name="export_unfinished",
            ),
            # The newest of one kind; whose time is over.
            models.Index(fields=["round", "what", "-asked_at"], name="export_of_round"),
            models.Index(fields=["expires_at"], name="export_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.what}.{self.format}"

    @property
    def is_unfinished(self) -> bool:
        return self.stage in (Stage.QUEUED, Stage.RUNNING)

    @property
    def percent(self) -> int:
        """How much of it is made, as far as one can say; 100 only when it is ready."""
        if self.stage == Stage.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0

    def age(self, *, at: datetime) -> timedelta:
        """How long ago it was begun."""
        return at - (self.begun_at or self.asked_at)

"""Passages and pages that are taken out of what everybody reads, and on what ground."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from consultations.models import Process

from .contribution import Contribution
from .file import ContributionFile, file_path
from .submission import Submission


class RedactionGround(models.Model):
    """A ground as a process says it: one of its own, or other words for one of ``grounds.DEFAULT_GROUNDS``.

    ``code`` is what redactions name and never changes. One that is not ``is_offered`` stays readable where it was used.
    """

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="redaction_grounds")
    code = models.SlugField(max_length=40)
    text = I18nCharField(_("ground"), max_length=300)
    is_offered = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("ground")
        verbose_name_plural = _("grounds")
        constraints = [models.UniqueConstraint(fields=["process", "code"], name="redaction_ground_once")]

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"


class RedactionQuerySet(models.QuerySet["Redaction"]):
    """Questions asked of redactions."""

    def in_force(self) -> "RedactionQuerySet":
        """Those that nobody has lifted."""
        return self.filter(lifted_at=None)

    def of(self, contribution: Contribution) -> "RedactionQuerySet":
        """Those of any of its sendings, the oldest first."""
        return self.filter(submission__contribution=contribution).order_by("pk")


class Redaction(models.Model):
    """One passage of a submission, or pages of a file in it, that everybody else does not read.

    Of a passage ``part`` is one of ``redacting.parts``, and ``start`` and ``length`` count characters of the original.
    Of a file ``file`` is it, ``part`` is empty, and ``pages`` (from 1) are those taken out; without any the whole file
    is withheld. The submission itself never changes. A row is never deleted; ``lifted_at`` says that it counts no more.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="redactions")
    part = models.CharField(max_length=60, blank=True)
    start = models.PositiveIntegerField(default=0)
    length = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(
        ContributionFile, on_delete=models.PROTECT, null=True, blank=True, related_name="redactions"
    )
    pages = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    ground = models.CharField(_("ground"), max_length=40)
    note = models.TextField(_("note"), blank=True, help_text="For colleagues; not public.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[RedactionQuerySet] = RedactionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=True, length__gt=0, pages=[]) & ~Q(part="")
                | Q(file__isnull=False, part="", start=0, length=0),
                name="redaction_of_a_passage_or_of_a_file",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="redaction_lifted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part or self.file_id} of {self.submission_id}"


class RedactedFile(models.Model):
    """What everybody gets instead of an attached file: a copy without some pages, or nothing (``file`` is empty).

    Made of the redactions in force, and made anew with them; gone with the last of them.
    """

    original = models.OneToOneField(ContributionFile, on_delete=models.CASCADE, related_name="redacted")
    file = models.FileField(upload_to=file_path, max_length=200, blank=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = ArrayField(models.PositiveIntegerField(), default=list, blank=True)

    class Meta:
        # Does any row name these stored bytes?
        indexes = [models.Index(fields=["file"], name="redacted_file_by_place")]

    def __str__(self) -> str:
        return self.name

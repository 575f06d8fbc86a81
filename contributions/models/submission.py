"""The exact content as it was sent at one instant."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.fields.json import KT
from django.utils.translation import gettext_lazy as _

from contributions.content import Content

from .contribution import Contribution


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Questions asked of submissions."""

    def naming(self, file_id: int) -> "SubmissionQuerySet":
        """Those that a file is part of."""
        return self.filter(content__files__contains=[{"id": file_id}])


class Submission(models.Model):
    """One sending of a contribution: its whole content, fixed, with a digest that anybody can check.

    ``digest`` is the SHA-256 of the canonical JSON of ``content`` (see ``contributions.content``).
    Rows are never changed; a correction is another row.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="submissions")
    submitted_at = models.DateTimeField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    objects: ClassVar[SubmissionQuerySet] = SubmissionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [models.UniqueConstraint(fields=["contribution", "number"], name="submission_number_once")]
        indexes = [
            # What was proposed to a version of a text.
            models.Index(
                KT("content__amends__version"),
                condition=models.Q(content__has_key="amends"),
                name="submission_amends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id} ({self.number})"

    @property
    def file_ids(self) -> set[int]:
        """The files that are part of it, by id; what the author attached and did not send is not."""
        return {item["id"] for item in Content.from_json(self.content).files if "id" in item}

"""Clauses: their permanent identity, and their words in each version."""

from uuid import UUID, uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from texts.engine import outline
from texts.enums import ClauseKind

from .text import Text, TextVersion


class Clause(models.Model):
    """A part of a text that stays itself whatever its words, its label and its place become."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="clauses")

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")

    def __str__(self) -> str:
        return self.id.hex


class ClauseVersion(models.Model):
    """A clause as one version words it. Never changed: the database refuses it.

    ``label`` is what was printed (``a)``), and may be missing or stand twice; ``place`` counts from 0 in reading
    order; ``parent`` is the clause it stands under in this version.
    """

    version = models.ForeignKey(TextVersion, on_delete=models.PROTECT, related_name="clauses")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="versions")
    kind = models.CharField(_("kind"), max_length=16, choices=ClauseKind.choices)
    label = models.CharField(_("label"), max_length=40, blank=True)
    wording = models.TextField(_("wording"), blank=True)
    place = models.PositiveIntegerField()
    parent = models.ForeignKey(Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="under_it")

    class Meta:
        verbose_name = _("clause of a version")
        verbose_name_plural = _("clauses of a version")
        ordering = ["version", "place"]
        constraints = [
            models.UniqueConstraint(fields=["version", "clause"], name="clause_once_a_version"),
            models.UniqueConstraint(fields=["version", "place"], name="clause_place_once_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.wording[:60]}".strip()

    def as_clause(self) -> outline.Clause:
        """The same for the engine; identities as 32 hexadecimal digits."""
        return outline.Clause(
            id=self.clause_id.hex,
            kind=outline.ClauseKind(self.kind),
            wording=self.wording,
            label=self.label,
            parent=self.parent_id.hex if self.parent_id else "",
        )


def identity(text: str) -> UUID | None:
    """The identity that 32 hexadecimal digits mean; None if they mean none."""
    try:
        return UUID(hex=text)
    except ValueError:
        return None

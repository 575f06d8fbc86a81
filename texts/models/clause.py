"""Clauses: their permanent identity, and their words in each version."""

from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.db import models
from django.db.models.expressions import RawSQL
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


# What a clause stands under in its version, nearest first; no text is as deep as this.
_ABOVE = """(
    WITH RECURSIVE above AS (
        SELECT parent.*, 1 AS depth FROM texts_clauseversion parent
        WHERE parent.version_id = texts_clauseversion.version_id AND parent.clause_id = texts_clauseversion.parent_id
        UNION ALL
        SELECT parent.*, above.depth + 1 FROM above JOIN texts_clauseversion parent
        ON parent.version_id = above.version_id AND parent.clause_id = above.parent_id WHERE above.depth < 20
    )
    SELECT jsonb_agg(jsonb_build_object(
        'id', replace(clause_id::text, '-', ''), 'kind', kind, 'label', label, 'wording', wording,
        'parent', coalesce(replace(parent_id::text, '-', ''), '')
    ) ORDER BY depth) FROM above
)"""


class ClauseVersionQuerySet(models.QuerySet["ClauseVersion"]):
    """Clauses as versions word them, chainable."""

    def with_above(self) -> "ClauseVersionQuerySet":
        """Each with the clauses it stands under in its version (``above``), nearest first, in the same query."""
        return self.annotate(above=RawSQL(_ABOVE, (), output_field=models.JSONField()))  # noqa: S611 - nobody's words


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

    objects: ClassVar[ClauseVersionQuerySet] = ClauseVersionQuerySet.as_manager()  # type: ignore[assignment]
    above: Any  # by ``with_above``: objects with the fields of ``outline.Clause``, or None

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

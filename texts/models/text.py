"""A text under negotiation, and the versions in which it was issued."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from texts.engine.outline import Outline


class Text(models.Model):
    """The logical thing that lives through documents: a draft opinion, a resolution, a set of recommendations.

    ``language``: the code of the language in which it is negotiated.
    """

    title = models.CharField(_("title"), max_length=600)
    language = models.CharField(_("language"), max_length=8)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")

    def __str__(self) -> str:
        return self.title

    @property
    def latest(self) -> "TextVersion | None":
        """The version in force: the last that was issued."""
        return self.versions.order_by("-number").first()


class TextVersionQuerySet(models.QuerySet["TextVersion"]):
    """Questions asked of versions."""

    def with_clauses(self) -> "TextVersionQuerySet":
        """With the clauses in reading order, in one more query."""
        return self.select_related("text").prefetch_related("clauses")


class TextVersion(models.Model):
    """One immutable issue of a text. ``number`` counts from 0, the base; ``name`` is what people call it.

    ``symbol`` and ``alias`` repeat the document that carries it, as it was when it was issued. ``digest`` is the
    SHA-256 of the outline in its canonical form (``texts.engine.canonical``). Neither it nor its clauses are ever
    changed: the database refuses it.
    """

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(
        _("name"), max_length=40, help_text=_("For example “Rev.1”; empty for the base."), blank=True
    )
    symbol = models.CharField(_("symbol"), max_length=120, blank=True)
    alias = models.CharField(_("alias"), max_length=120, blank=True)
    issued_at = models.DateTimeField(_("issued at"))
    digest = models.CharField(max_length=64)

    objects: ClassVar[TextVersionQuerySet] = TextVersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="text_version_number_once")]

    def __str__(self) -> str:
        return f"{self.text} {self.name}".strip()

    @property
    def outline(self) -> Outline:
        """The clauses in reading order, as the engine takes them. One query unless they were fetched along."""
        return tuple(clause.as_clause() for clause in self.clauses.all())

"""Documents that the secretariat files in a round, with their files."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from common.localized import Wording, best
from consultations.enums import DocumentKind

from .round import Round
from .symbol import Symbol


class DocumentQuerySet(models.QuerySet["Document"]):
    """Adjectives of documents."""

    def public(self) -> "DocumentQuerySet":
        """Those that were published, in a round and a process that are public."""
        return self.filter(
            public_at__isnull=False, round__public_at__isnull=False, round__process__public_at__isnull=False
        )


class Document(models.Model):
    """A numbered paper of a round: an agenda, a draft, a report, a contribution received elsewhere.

    It gets its symbol when it is published (``public_at``).
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="documents")
    symbol = models.OneToOneField(Symbol, on_delete=models.PROTECT, related_name="document", null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=DocumentKind.choices)
    title = I18nCharField(_("title"), max_length=600)
    submitted_by = models.CharField(_("submitted by"), max_length=300, blank=True)
    modifies = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="modified_by", verbose_name=_("modifies")
    )
    note = models.TextField(_("note on where it comes from"), blank=True)
    filed_at = models.DateTimeField(_("filed at"))

    public_at = models.DateTimeField(
        _("made public at"), null=True, blank=True, editable=False, help_text="Null while it is being prepared."
    )
    edits = models.PositiveIntegerField(
        default=0, editable=False, help_text="How often it was changed: a form that was opened earlier is told."
    )

    objects: ClassVar[DocumentQuerySet] = DocumentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_public(self) -> bool:
        """Was it published, in a round and a process that are public?"""
        return self.public_at is not None and self.round.is_public

    @property
    def stands_beside(self) -> str:
        """The symbol of the paper whose number it keeps: of what it modifies, else the plain one; "" for none."""
        if self.symbol is None or not self.symbol.modifier:
            return ""
        original = self.modifies.symbol if self.modifies else None
        is_of_number = original is not None and (original.round_id, original.number) == (
            self.symbol.round_id,
            self.symbol.number,
        )
        return original.text if original is not None and is_of_number else self.symbol.plain

    @property
    def wording(self) -> Wording:
        """The title in the reader's language, with the language it is in."""
        return best(self.title)


def document_path(instance: "DocumentFile", filename: str) -> str:
    """Stored by content, so that a file's place never repeats what somebody named it."""
    return f"documents/{instance.sha256[:2]}/{instance.sha256}"


class DocumentFile(models.Model):
    """One file of a document, in one language."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(upload_to=document_path, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)
    language = models.CharField(_("language"), max_length=8)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name

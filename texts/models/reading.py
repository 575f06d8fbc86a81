"""How an original was understood, while somebody still corrects it."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _


def original_path(instance: "Reading", filename: str) -> str:
    """A place of its own for each original, that repeats nothing of what somebody named it."""
    return f"texts/{instance.sha256[:2]}/{instance.sha256}-{secrets.token_hex(8)}"


class Reading(models.Model):
    """A text that is being brought in: the original as it came, and the outline that was understood so far.

    ``paragraphs``: the original, paragraph by paragraph, as objects with the fields of ``texts.engine.reading.Plain``.
    ``outline``: the corrected understanding, in reading order: objects ``kind, label, wording, parent, from, doubts``
    (``parent`` the position of the clause it stands under or null, ``from`` the positions of the paragraphs it was
    read from, ``doubts`` what of it was guessed, by code). ``step`` counts
    corrections, so that two windows cannot overwrite each other. It is over when ``version`` is set.
    """

    title = models.CharField(_("title"), max_length=600, blank=True)
    language = models.CharField(_("language"), max_length=8)
    file = models.FileField(upload_to=original_path, max_length=200, blank=True)
    name = models.CharField(_("file name"), max_length=200, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    paragraphs = models.JSONField(default=list)
    outline = models.JSONField(default=list)
    notices = models.JSONField(default=list, help_text="What the original has that cannot be represented, by code.")
    step = models.PositiveIntegerField(default=1)
    began_at = models.DateTimeField(auto_now_add=True)
    version = models.OneToOneField(
        "texts.TextVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="read_from"
    )

    class Meta:
        verbose_name = _("reading of an original")
        verbose_name_plural = _("readings of originals")

    def __str__(self) -> str:
        return self.title or self.name

"""The append-only account of what happened."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

HEX = r"^[0-9a-f]{64}$"


class Entry(models.Model):
    """One act: who did what to what, when, with which content.

    Nothing here points to another table: people, letters and drafts may be erased on lawful request, the account of
    what happened stays, and stays true. The database itself refuses UPDATE, DELETE and TRUNCATE (migration 0002).
    Entries are written by ``record.actions.enter`` only.
    """

    number = models.BigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("at"))
    actor = models.CharField(_("actor"), max_length=80)
    verb = models.CharField(_("verb"), max_length=80)
    subject = models.CharField(_("subject"), max_length=120)
    digest = models.CharField(_("digest of the content"), max_length=64, blank=True)
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    previous = models.CharField(_("hash of the entry before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("entry in the record")
        verbose_name_plural = _("entries in the record")
        ordering = ["number"]
        indexes = [
            # What happened to this one thing, in order?
            models.Index(fields=["subject", "number"], name="record_entry_subject"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="record_entry_number_counts_from_one"),
            models.CheckConstraint(
                condition=Q(hash__regex=HEX) & Q(previous__regex=HEX) & (Q(digest="") | Q(digest__regex=HEX)),
                name="record_entry_hashes_are_sha256",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.subject}"

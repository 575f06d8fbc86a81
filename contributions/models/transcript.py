"""What came on paper, by e-mail or by word of mouth, as the secretariat has written it down."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from contributions.enums import BY_HAND

from .contribution import Contribution

FOLDER = "originals"


class Transcript(models.Model):
    """How a contribution came that was not written on these pages, and whether its source has confirmed the words.

    The source is asked at ``email``, or by a printed sheet. The address in letter and sheet carries a random token, of
    which only the hash is here; a new one makes the earlier one void. ``confirmed`` is about one submission: other
    words have to be confirmed again. ``unconfirmed_reason``: why the head lets it be published without; it is public.
    """

    contribution = models.OneToOneField(
        Contribution, on_delete=models.CASCADE, related_name="transcript", primary_key=True
    )
    received_at = models.DateTimeField(_("received at"))
    why_then = models.TextField(_("why that instant counts"), blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    contact = models.CharField(_("who can be asked"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    postal_address = models.TextField(_("postal address"), blank=True)
    original_is_public = models.BooleanField(_("publish the original too"), default=False)
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    confirmed = models.ForeignKey(
        "contributions.Submission", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    complaint = models.TextField(_("what is wrong"), blank=True)
    complained_at = models.DateTimeField(null=True, blank=True)
    unconfirmed_reason = models.TextField(_("why it is published unconfirmed"), blank=True)

    class Meta:
        verbose_name = _("transcript")
        verbose_name_plural = _("transcripts")

    def __str__(self) -> str:
        return f"transcript of {self.contribution_id}"

    @property
    def is_confirmed(self) -> bool:
        """Has its source confirmed the very words that are in force?"""
        return self.confirmed_id is not None and self.confirmed_id == self.contribution.submission_id


def original_path(instance: "TranscriptOriginal", filename: str) -> str:
    """Stored by content, at a place that is given once."""
    return f"{FOLDER}/{instance.sha256[:2]}/{instance.sha256}-{secrets.token_hex(8)}"


class TranscriptOriginal(models.Model):
    """A file with what really came: the scan, the letter. Sealed from the public unless its source lets it be seen."""

    transcript = models.ForeignKey(Transcript, on_delete=models.CASCADE, related_name="originals")
    file = models.FileField(upload_to=original_path, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("original of a transcript")
        verbose_name_plural = _("originals of transcripts")

    def __str__(self) -> str:
        return self.name


def transcript_of(contribution: Contribution) -> Transcript | None:
    """How it was written down; None for what its author wrote, on these pages or on a portal's."""
    if contribution.channel not in BY_HAND:
        return None
    found: Transcript | None = getattr(contribution, "transcript", None)
    return found

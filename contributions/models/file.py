"""Files that a source attaches."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from .contribution import Contribution

FOLDER = "contributions"
# By the first two digits of the digest.
FOLDERS = [f"{number:02x}" for number in range(256)]


def file_path(instance: "ContributionFile", filename: str) -> str:
    """Stored by content, so that a file's place never repeats what somebody named it.

    A place is given once, also after its file was removed: whoever removes one cannot take another's.
    """
    return f"{FOLDER}/{instance.sha256[:2]}/{instance.sha256}-{secrets.token_hex(8)}"


class ContributionFile(models.Model):
    """One attached file, checked by its content. Its address is not guessable before publication."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="files")
    file = models.FileField(upload_to=file_path, max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(help_text="In bytes.")
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        # Does any row name these stored bytes?
        indexes = [models.Index(fields=["file"], name="contribution_file_by_place")]

    def __str__(self) -> str:
        return self.name

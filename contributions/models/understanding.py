"""How a Word file was understood as changes to a text, until its sender has confirmed or mended each of them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from texts.models import TextVersion

from .contribution import Contribution
from .file import ContributionFile

CONFIRMED, LEFT_OUT = "confirmed", "left_out"


class Understanding(models.Model):
    """What one attached Word file seems to propose to ``version``.

    It stands beside the content and not in it: the content is what is submitted, fixed and digested, and nothing
    may get into that which nobody has confirmed. Each item is decided by itself; a confirmed one is copied into the
    content. Until all are decided, the contribution cannot be submitted.

    ``items``: in the order of the file, objects ``change`` (as in ``Content.changes``, with what the sender has
    mended so far), ``pieces`` (the redline as the file has it: pairs of kind and text), ``authors`` (pairs of name and
    date), ``certainty``, ``label`` and ``label_before`` (typed in the file), ``comments`` (objects ``author, text``)
    and ``decision`` ("" while it is open).
    ``asides``: all that is no change, in lists by name: ``unplaced``, ``differs``, ``absent``, ``relabelled``,
    ``comments``, ``notices``; ``made_from``: ``symbol`` and ``digest`` of the version that the file says it was made
    from, if it does. ``has_marks``: were there revision marks? A file without is compared with the text only
    when its sender agrees (``is_compared``), and says so.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="understandings")
    file = models.OneToOneField(ContributionFile, on_delete=models.CASCADE, related_name="understanding")
    version = models.ForeignKey(TextVersion, on_delete=models.PROTECT, related_name="+")
    has_marks = models.BooleanField()
    is_compared = models.BooleanField(default=False)
    is_only_attached = models.BooleanField(default=False, help_text="Its sender wants nothing taken from it.")
    items = models.JSONField(default=list)
    asides = models.JSONField(default=dict)
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("understanding of a Word file")
        verbose_name_plural = _("understandings of Word files")

    def __str__(self) -> str:
        return f"{self.file_id} → {self.version_id}"

    @property
    def open_items(self) -> list[tuple[int, dict[str, Any]]]:
        """What nobody has decided yet, by position."""
        return [(number, item) for number, item in enumerate(self.items) if not item["decision"]]

    @property
    def undecided(self) -> int:
        """How much of it is open; a file without revision marks counts as one until somebody says what it is for."""
        if self.is_only_attached:
            return 0
        if not self.has_marks and not self.is_compared:
            return 1
        return len(self.open_items)

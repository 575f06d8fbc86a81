"""What clauses and changes are called on pages, and what can become of a clause."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from texts.engine import changes, outline


class ClauseKind(models.TextChoices):
    """``texts.engine.outline.ClauseKind`` with labels."""

    TITLE = outline.ClauseKind.TITLE.value, _("Title")
    CHAPEAU = outline.ClauseKind.CHAPEAU.value, _("Opening words (chapeau)")
    CONTAINER = outline.ClauseKind.CONTAINER.value, _("Heading of clauses (such as “recognizing”)")
    ITEM = outline.ClauseKind.ITEM.value, pgettext_lazy("clause", "Item")
    SUB_ITEM = outline.ClauseKind.SUB_ITEM.value, _("Sub-item")
    PARAGRAPH = outline.ClauseKind.PARAGRAPH.value, _("Paragraph")


class Op(models.TextChoices):
    """``texts.engine.changes.Op`` with labels."""

    ADD = changes.Op.ADD.value, _("New clause")
    MOD = changes.Op.MOD.value, _("Change of words")
    SUP = changes.Op.SUP.value, _("Suppression")
    MOVE = changes.Op.MOVE.value, _("Another place")
    NOC = changes.Op.NOC.value, _("Keep as it is")


class ChangeKind(models.TextChoices):
    """``texts.engine.changes.ChangeKind`` with labels."""

    EDITORIAL = changes.ChangeKind.EDITORIAL.value, _("Editorial")
    SUBSTANTIVE = changes.ChangeKind.SUBSTANTIVE.value, _("Substantive")
    TECHNICAL = changes.ChangeKind.TECHNICAL.value, _("Technical")
    TRANSLATION = changes.ChangeKind.TRANSLATION.value, _("Translation")
    REFERENCE = changes.ChangeKind.REFERENCE.value, _("Reference")


class Fate(models.TextChoices):
    """What became of a clause from one version to the next."""

    KEPT = "kept", pgettext_lazy("clause", "Kept")
    REWORDED = "reworded", pgettext_lazy("clause", "Reworded")
    MOVED = "moved", pgettext_lazy("clause", "Moved")
    SPLIT = "split", pgettext_lazy("clause", "Split")
    MERGED = "merged", pgettext_lazy("clause", "Merged")
    SUPPRESSED = "suppressed", pgettext_lazy("clause", "Suppressed")
    NEW = "new", pgettext_lazy("clause", "New")

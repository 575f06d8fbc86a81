"""What clauses and changes are called on pages, and what can become of a clause."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from texts.engine import changes, outline, reading
from texts.word import document, unreadable


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


class Fault(models.TextChoices):
    """Why an original cannot be read: ``texts.word.unreadable.Fault`` as sentences."""

    EMPTY = unreadable.Fault.EMPTY.value, _("There are no words in it.")
    NOT_WORD = (
        unreadable.Fault.NOT_WORD.value,
        _("It is none of the kinds that can be read here: Word (.docx), OpenDocument (.odt) or plain text in UTF-8."),
    )
    OLD_WORD = (
        unreadable.Fault.OLD_WORD.value,
        _("It is a Word document of the old kind (.doc). Open it in Word and save it as .docx."),
    )
    MACROS = unreadable.Fault.MACROS.value, _("It contains macros. Save it as .docx without macros.")
    ENCRYPTED = unreadable.Fault.ENCRYPTED.value, _("It is protected with a password. Save it without one.")
    DAMAGED = unreadable.Fault.DAMAGED.value, _("It is damaged and cannot be read. Open it and save it again.")
    ENTITIES = (
        unreadable.Fault.ENTITIES.value,
        _("It defines entities of its own, which documents never do, so it was not read."),
    )
    TOO_LARGE = (
        unreadable.Fault.TOO_LARGE.value,
        _("It is larger than can be read here, or unpacks to far more than a document needs."),
    )
    TOO_DEEP = unreadable.Fault.TOO_DEEP.value, _("It is nested deeper than can be read here.")


class Told(models.TextChoices):
    """What an original has that a text of words cannot show, by code: ``texts.intake.originals.Told`` and Word's."""

    TRACKED = (
        "tracked",
        _("It has tracked changes. It was read as it stands with all of them accepted."),
    )
    PICTURE = document.NoticeCode.PICTURE.value, _("Pictures were not taken over.")
    FORMULA = document.NoticeCode.FORMULA.value, _("Formulas were taken over as one line of text.")
    CHART = document.NoticeCode.CHART.value, _("The words in charts were not read.")
    DIAGRAM = document.NoticeCode.DIAGRAM.value, _("The words in diagrams (SmartArt) were not read.")
    WORD_ART = document.NoticeCode.WORD_ART.value, _("Words drawn as WordArt were not read.")
    EMBEDDED = (
        document.NoticeCode.EMBEDDED.value,
        _("Objects of other programs inside the document were not read."),
    )
    INCLUDED_FILE = (
        document.NoticeCode.INCLUDED_FILE.value,
        _("Another document that is included in this one was not read."),
    )
    HIDDEN_TEXT = (
        document.NoticeCode.HIDDEN_TEXT.value,
        _("The document has hidden text. It was read like any other."),
    )
    MERGED_CELLS = (
        document.NoticeCode.MERGED_CELLS.value,
        _("Table cells were merged or split with changes tracked; only their words were read."),
    )
    FIELD_WITHOUT_RESULT = (
        document.NoticeCode.FIELD_WITHOUT_RESULT.value,
        _("A field that Word works out while it shows the document was not read."),
    )
    BROKEN_FIELD = document.NoticeCode.BROKEN_FIELD.value, _("A field without an end was read as ordinary words.")
    RUBY = document.NoticeCode.RUBY.value, _("Reading aids above words (ruby) were left out.")
    LOST_NOTE = document.NoticeCode.LOST_NOTE.value, _("A reference to a footnote or endnote leads nowhere.")
    CHANGED_HEADER = (
        document.NoticeCode.CHANGED_HEADER.value,
        _("There are tracked changes in a header or footer, which were not read."),
    )
    DAMAGED_PART = (
        document.NoticeCode.DAMAGED_PART.value,
        _("A part of the file is damaged and was left out."),
    )


class Doubt(models.TextChoices):
    """What was guessed about a clause: ``texts.engine.reading.Doubt`` as a question to whoever looks at it."""

    TITLE = reading.Doubt.TITLE.value, _("Taken for a title by its look and place alone.")
    HEADING = reading.Doubt.HEADING.value, _("Begins like a heading, but is long or has nothing under it.")
    STYLED = reading.Doubt.STYLED.value, _("A heading by its style only, not by its words.")
    DEPTH = reading.Doubt.DEPTH.value, _("How deep it stands follows from a label that can be read in several ways.")
    ORPHAN = reading.Doubt.ORPHAN.value, _("Stands without a label among clauses with labels.")

"""What can be taken away, as what, in which order; and how far an export is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class What(TextChoices):
    """What an export holds of its round."""

    COMPILATION = "compilation", _("Compilation by question")
    INDEX = "index", _("Index of contributions")
    ARCHIVE = "archive", _("Archive of the round")


class Format(TextChoices):
    """As what kind of file."""

    DOCX = "docx", _("Word file")
    PDF = "pdf", "PDF"
    XLSX = "xlsx", _("Spreadsheet (.xlsx)")
    ZIP = "zip", _("Archive (.zip)")


class Order(TextChoices):
    """By which neutral rule answers stand one after another."""

    SYMBOL = "symbol", pgettext_lazy("order of a list", "By symbol")
    SOURCE = "source", pgettext_lazy("order of a list", "Alphabetically, by source")


class Stage(TextChoices):
    """How far an export is."""

    QUEUED = "queued", pgettext_lazy("stage of an export", "Waits for its turn")
    RUNNING = "running", pgettext_lazy("stage of an export", "Being made")
    DONE = "done", pgettext_lazy("stage of an export", "Ready")
    FAILED = "failed", pgettext_lazy("stage of an export", "Not made")


# Which files there are of what.
FORMATS: dict[str, tuple[Format, ...]] = {
    What.COMPILATION: (Format.DOCX, Format.PDF, Format.XLSX),
    What.INDEX: (Format.DOCX, Format.PDF, Format.XLSX),
    What.ARCHIVE: (Format.ZIP,),
}

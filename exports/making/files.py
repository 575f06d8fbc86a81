"""One file of one round: which it is, how long it may be, and the making of it."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from common.languages import active
from common.refusals import NotPossible
from consultations.models import Round
from exports.enums import Format, What
from exports.naming import title
from texts.printing import Sheet, paper_pdf
from texts.word.paper import Part, Words
from texts.word.writing import About, paper_docx

from . import papers, spreadsheets
from .archive import write as write_archive
from .progress import Progress, nobody_asks

# What a PDF can hold before the machine that makes it suffers (ten thousand rows took 1.6 GB of memory), and a word
# processor that opens a Word file.
MOST_SIGNS = {Format.PDF: 3_000_000, Format.DOCX: 15_000_000}
MOST_ROWS = {Format.PDF: 5_000, Format.DOCX: 20_000}


def make(
    what: str,
    format_: str,
    round_: Round,
    file: BinaryIO,
    *,
    order: str,
    is_sealed: bool = False,
    progress: Progress = nobody_asks,
    folder: Path | None = None,
) -> None:
    """Write the file in the language that is active. ``folder``: where to put aside what does not fit into memory.

    Raise ``NotPossible`` where it would be longer than a file of this kind can be.
    """
    if what == What.ARCHIVE:
        write_archive(round_, file, progress, is_sealed=is_sealed)
    elif format_ == Format.XLSX:
        spreadsheets.write(what, round_, order, file, progress, folder=folder)
    else:
        _paper(what, format_, round_, file, order=order, progress=progress)


def made(what: str, format_: str, round_: Round, *, order: str) -> bytes:
    """The same at once, for what is short."""
    file = io.BytesIO()
    make(what, format_, round_, file, order=order)
    return file.getvalue()


def _paper(what: str, format_: str, round_: Round, file: BinaryIO, *, order: str, progress: Progress) -> None:
    is_index = what == What.INDEX
    parts = (papers.index if is_index else papers.compilation)(round_, order, progress)
    name, notes = title(what, round_), papers.notes(what, round_, order)
    head = f"{round_.process.code} · {round_.wording.text}"
    if is_index and papers.indexed(round_).count() > MOST_ROWS[Format(format_)]:
        raise NotPossible(_too_long())
    if format_ == Format.DOCX:
        about = About(title=name, language=active(), head=head, tracking=False)
        paper_docx(about, _bounded(parts, Format.DOCX), file, notes=notes, wide=is_index)
        return
    sheet = Sheet(
        title=name,
        language=active(),
        spoken=active(),
        head=head,
        notes=tuple(notes),
        page=_("Page {number} of {total}"),
        gaps=_("Some letters cannot be printed here and show as empty boxes. The page on the web has them."),
    )
    file.write(paper_pdf(_bounded(parts, Format.PDF), sheet, wide=is_index))


def _bounded(parts: Iterable[Part], format_: Format) -> Iterator[Part]:
    """The parts, until they are too many for one file."""
    signs = 0
    for part in parts:
        signs += len(part.text) if isinstance(part, Words) else 0
        if signs > MOST_SIGNS[format_]:
            raise NotPossible(_too_long())
        yield part


def _too_long() -> str:
    return _("This is too long for one file of this kind. Take the spreadsheet or the archive, which hold all of it.")

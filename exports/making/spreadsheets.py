"""Compilation and index as spreadsheets, row after row in constant memory.

A cell that somebody's words begin with ``=``, ``+``, ``-`` or ``@`` is text and stays text, also when it is edited
(``quote prefix``): no program that opens the file is made to compute, or to fetch, what a source has typed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from common.languages import active, direction, name_in
from consultations.models import Round
from exports.enums import What
from exports.naming import title
from exports.queries.entries import Entry, entry, walked
from exports.queries.indexed import Row
from exports.queries.sections import RECOMMENDATIONS, STATEMENTS, Section, said_in, sections_of
from texts.word.writing.markup import safe

from . import papers, words
from .progress import Progress

# What a cell takes at most is 32,767 characters; some signs count twice.
LONGEST = 16_000
# Excel opens no sheet with more addresses, and takes no longer ones.
MOST_LINKS, LONGEST_LINK = 60_000, 2000
COMPUTING = ("=", "+", "-", "@", "\t", "\r")
_LONG_AGO = datetime(1980, 1, 1)  # a spreadsheet knows no zones; every file bears the same


@dataclass(frozen=True)
class Text:
    """Words in a language of their own, or with an address behind them."""

    text: str
    language: str = ""
    link: str = ""


Value = str | Text | datetime | None


def write(what: str, round_: Round, order: str, file: BinaryIO, progress: Progress, *, folder: Path | None) -> None:
    """Write it into ``file``. ``folder`` is where rows wait on the disk meanwhile; None leaves that to the machine."""
    book = _Book(file, title=title(what, round_), folder=folder)
    if what == What.INDEX:
        book.sheet(_("Contributions"), _index_columns(), _index_rows(round_, order, progress))
    else:
        _compile(book, round_, order, progress)
    book.sheet(_("About this file"), [("", 100)], ([line] for line in _about(what, round_, order)))
    book.close()


def _compile(book: "_Book", round_: Round, order: str, progress: Progress) -> None:
    sections = sections_of(round_)
    done, total = 0, sum(said_in(round_, section).count() for section in sections)

    def rows(section: Section) -> Iterator[list[Value]]:
        nonlocal done
        for contribution in walked(said_in(round_, section), order):
            yield from _entry_rows(entry(contribution, section))
            done += 1
            progress(done, total)

    for place, section in enumerate(sections, 1):
        heading = section.title(active())
        above: list[Value] = [Text(heading.text, heading.language)]
        book.sheet(_name(section, place), _entry_columns(), rows(section), above=above)


def _name(section: Section, place: int) -> str:
    """What is on the tab; the place keeps the questions of several periods apart."""
    if section.key == STATEMENTS:
        return _("Statements")
    if section.key == RECOMMENDATIONS:
        return _("Recommendations")
    number = section.question.number if section.question else place
    short = pgettext("short name of a question", "Q%(number)s") % {"number": number}
    return short if number == place else f"{short} ({place})"


def _entry_columns() -> list[tuple[str, int]]:
    return [
        (_("Symbol"), 16),
        (_("Sources"), 32),
        (_("Stakeholder group"), 22),
        (_("Country"), 16),
        (_("Language"), 12),
        (_("Published at (UTC)"), 17),
        (_("Lane"), 12),
        (_("How it came"), 24),
        (_("What is said"), 100),
    ]


def _entry_rows(found: Entry) -> Iterator[list[Value]]:
    """A row for each text; what is longer than a cell goes on in the rows below it."""
    contribution = found.contribution
    known: list[Value] = [
        Text(found.symbol, link=words.address_of(contribution)),
        words.names(found.sources),
        words.groups(found.sources),
        words.countries(found.sources),
        name_in(found.content.language) if found.content.language else "",
        contribution.published_at,
        contribution.get_lane_display() if contribution.lane else "",
        words.channel(contribution),
    ]
    for text in found.texts:
        for start in range(0, len(text), LONGEST):
            yield [*known, Text(text[start : start + LONGEST], found.content.language)]


def _index_columns() -> list[tuple[str, int]]:
    symbol, sources, group, country, language, heading, _day, lane, channel, state = papers.columns()
    return [
        (symbol, 16),
        (sources, 36),
        (group, 22),
        (country, 18),
        (language, 12),
        (heading, 60),
        (_("Published at (UTC)"), 17),
        (lane, 14),
        (channel, 24),
        (state, 20),
        (_("Address"), 50),
    ]


def _index_rows(round_: Round, order: str, progress: Progress) -> Iterator[list[Value]]:
    for found in papers.rows(round_, order, progress):
        yield _index_row(found)


def _index_row(found: Row) -> list[Value]:
    contribution = found.contribution
    where = words.address_of(contribution)
    return [
        found.symbol,
        words.names(found.sources),
        words.groups(found.sources),
        words.countries(found.sources),
        name_in(contribution.language) if found.shows_title and contribution.language else "",
        Text(contribution.title, contribution.language) if found.shows_title else "",
        contribution.published_at,
        contribution.get_lane_display() if contribution.lane else "",
        words.channel(contribution),
        words.state(found),
        Text(where, link=where),
    ]


def _about(what: str, round_: Round, order: str) -> Iterator[str]:
    yield title(what, round_)
    yield from papers.notes(what, round_, order)
    yield _("All instants are in UTC.")
    if what == What.COMPILATION:
        yield _("A text that is too long for one cell goes on in the rows below it.")


class _Book:
    """A workbook that is written sheet by sheet, each from its first row to its last."""

    def __init__(self, file: BinaryIO, *, title: str, folder: Path | None) -> None:
        options = {"constant_memory": True, "tmpdir": str(folder) if folder else None, "use_zip64": True}
        plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(file, options | plain)
        self._book.set_properties({"title": safe(title), "created": _LONG_AGO})
        self._leftwards = direction(active()) == "rtl"
        self._format = cache(self._made_format)
        self._links = 0
        self._names: set[str] = set()

    def close(self) -> None:
        self._book.close()

    def sheet(
        self,
        name: str,
        columns: Sequence[tuple[str, int]],
        rows: Iterable[Sequence[Value]],
        *,
        above: Sequence[Value] = (),
    ) -> None:
        """One sheet: what stands ``above``, the heads of the columns, which stay in sight, and the rows."""
        sheet = self._book.add_worksheet(self._sheet_name(name))
        if self._leftwards:
            sheet.right_to_left()
        for place, (_head, width) in enumerate(columns):
            sheet.set_column(place, place, width)
        top = 0
        if above:
            self._row(sheet, 0, above, bold=True, wrap=False)
            top = 1
        if any(head for head, _width in columns):
            self._row(sheet, top, [head for head, _width in columns], bold=True)
            top += 1
            sheet.freeze_panes(top, 1)
        last = top - 1
        for last, row in enumerate(rows, top):  # how far it went is asked below
            self._row(sheet, last, row)
        if last >= top and len(columns) > 1:
            sheet.autofilter(top - 1, 0, last, len(columns) - 1)

    def _row(self, sheet: Any, at: int, row: Sequence[Value], *, bold: bool = False, wrap: bool = True) -> None:
        for place, value in enumerate(row):
            if isinstance(value, datetime):
                naive = value.astimezone(UTC).replace(tzinfo=None)
                sheet.write_datetime(at, place, naive, self._format(kind="instant"))
            elif value:
                self._text(sheet, at, place, value if isinstance(value, Text) else Text(value), bold=bold, wrap=wrap)

    def _text(self, sheet: Any, at: int, place: int, value: Text, *, bold: bool, wrap: bool) -> None:
        text = safe(value.text)
        leftwards = bool(value.language) and direction(value.language) == "rtl"
        how = {"bold": bold, "wrap": wrap, "leftwards": leftwards, "quoted": text.startswith(COMPUTING)}
        if value.link and self._links < MOST_LINKS and len(value.link) <= LONGEST_LINK:
            self._links += 1
            sheet.write_url(at, place, value.link, self._format(kind="link", **how), text)
        else:
            sheet.write_string(at, place, text, self._format(kind="text", **how))

    def _made_format(
        self, *, kind: str, bold: bool = False, wrap: bool = True, leftwards: bool = False, quoted: bool = False
    ) -> Any:
        how: dict[str, Any] = {"valign": "top", "text_wrap": wrap, "bold": bold, "quote_prefix": quoted}
        if leftwards:
            how["reading_order"] = 2
        if kind == "instant":
            how["num_format"] = "yyyy-mm-dd hh:mm"
            how["align"] = "left"
        if kind == "link":
            how |= {"font_color": "#26389E", "underline": 1}
        return self._book.add_format(how)

    def _sheet_name(self, name: str) -> str:
        """As spreadsheets allow it: 31 characters, none of ``[]:*?/\\``, no two alike."""
        plain = "".join(sign for sign in name if sign not in "[]:*?/\\'")[:25] or "-"
        number = 1
        while (found := plain if number == 1 else f"{plain} {number}").lower() in self._names:
            number += 1
        self._names.add(found.lower())
        return found

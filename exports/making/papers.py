"""Compilation and index as papers: what Word files and PDFs are made of."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.languages import active, name_in
from common.moments import written_day
from consultations.models import Round
from exports.enums import What
from exports.queries.entries import Entry, entry, ordered, walked
from exports.queries.indexed import Row, indexed, row, with_facts
from exports.queries.sections import Section, readable, said_in, sections_of
from texts.word.paper import Cell, Heading, Look, Part, Table, Words

from . import words
from .progress import Progress

# How wide the columns of the index are, as parts of a whole.
WIDTHS = (13, 20, 13, 10, 10, 21, 11, 8, 10, 10)


def compilation(round_: Round, order: str, progress: Progress) -> Iterator[Part]:
    """Each section with all that is said in it, in this order."""
    sections = sections_of(round_)
    done, total = 0, sum(said_in(round_, section).count() for section in sections)
    for section in sections:
        heading = section.title(active())
        yield Heading(heading.text, 1, heading.language)
        is_empty = True
        for contribution in walked(said_in(round_, section), order):
            done, is_empty = done + 1, False
            yield from _entry(entry(contribution, section), section)
            progress(done, total)
        if is_empty:
            yield Words(_("Nobody has said anything here."), look=Look.META)


def _entry(found: Entry, section: Section) -> Iterator[Part]:
    head = " · ".join(filter(None, (found.symbol, words.names(found.sources))))
    yield Heading(head, 2, link=words.address_of(found.contribution))
    yield Words(words.facts(found.contribution, found.sources, found.content.language), look=Look.META)
    is_list = section.question is None and len(found.texts) > 1
    for number, text in enumerate(found.texts, 1):
        paragraphs = [each for each in text.replace("\r\n", "\n").split("\n\n") if each.strip()]
        for place, paragraph in enumerate(paragraphs):
            label = f"{number}." if is_list and place == 0 else ""
            yield Words(paragraph.strip(), found.content.language, Look.ITEM if label else Look.BODY, label)


def index(round_: Round, order: str, progress: Progress) -> Iterator[Part]:
    """A table with a line for each symbol."""
    yield Table(columns(), WIDTHS, (_cells(each) for each in rows(round_, order, progress)))


def columns() -> tuple[str, ...]:
    """The heads of the index's columns."""
    return (
        _("Symbol"),
        _("Sources"),
        _("Stakeholder group"),
        _("Country"),
        _("Language"),
        _("Title"),
        _("Published on"),
        _("Lane"),
        _("How it came"),
        _("State"),
    )


def rows(round_: Round, order: str, progress: Progress) -> Iterator[Row]:
    """The lines of the index in this order."""
    found = ordered(indexed(round_), order)
    ids = list(found.values_list("pk", flat=True))
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        known = with_facts(indexed(round_).filter(pk__in=chunk)).in_bulk()
        yield from (row(known[pk]) for pk in chunk if pk in known)
        progress(min(start + 500, len(ids)), len(ids))


def _cells(found: Row) -> tuple[Cell, ...]:
    contribution = found.contribution
    day = written_day(contribution.published_at, style="medium") if contribution.published_at else ""
    return (
        Cell(found.symbol, link=words.address_of(contribution)),
        Cell(words.names(found.sources)),
        Cell(words.groups(found.sources)),
        Cell(words.countries(found.sources)),
        Cell(name_in(contribution.language) if found.shows_title and contribution.language else ""),
        Cell(contribution.title, contribution.language) if found.shows_title else Cell(""),
        Cell(day),
        Cell(contribution.get_lane_display() if contribution.lane else ""),
        Cell(words.channel(contribution)),
        Cell(words.state(found)),
    )


def notes(what: str, round_: Round, order: str) -> list[str]:
    """What stands below the title: what this is, by what rule it is ordered, where it is to be read."""
    number = (readable(round_) if what == What.COMPILATION else indexed(round_)).count()
    counted = ngettext("From %(number)s contribution.", "From %(number)s contributions.", number) % {"number": number}
    name = "web:by_question" if what == What.COMPILATION else "web:index"
    where = words.address(name, round_.process.slug, round_.number)
    return [f"{counted} {words.rule(order)}", _IN_ORIGINAL[What(what)](), where]


_IN_ORIGINAL = {
    What.COMPILATION: lambda: _("Every contribution stands in the language in which it was written."),
    What.INDEX: lambda: _("Every symbol that was given to a contribution is listed, also of what was withdrawn."),
}

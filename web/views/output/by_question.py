"""The compilation by question: for each question all answers, in a neutral order."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.languages import active
from common.listing import listed
from common.localized import Wording
from consultations.models import Round
from exports.enums import Order
from exports.making.words import facts, rule
from exports.queries.counts import counts, only_counted
from exports.queries.entries import ORDERS, Entry, entry, in_full, ordered
from exports.queries.sections import Section, said_in, sections_of
from web.caching import kept_for_visitors
from web.views.reading.finding import Crumbs, crumbs_to, page_context, round_of

PAGE = 10
# More of one answer than this is read on its own page, so that everybody's is found.
SHOWN = 4000


@dataclass(frozen=True)
class Said:
    """An entry as the page shows it; ``is_cut``: it goes on where the contribution stands by itself."""

    entry: Entry
    facts: str
    texts: list[str]
    is_cut: bool


@require_safe
@kept_for_visitors
def by_question(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What there is to read: each question, and what else was said, with how many say something there."""
    round_ = round_of(slug, number)
    sections = sections_of(round_)
    said = counts(round_, sections)
    context = page_context(
        request,
        process=round_.process,
        round=round_,
        sections=[(section, section.title(active()), said[section.key]) for section in sections],
        only_counted=only_counted(round_),
        crumbs=[*crumbs_to(round_.process, round_), (_("Compilation by question"), "")],
    )
    return render(request, "web/output/by_question.html", context)


@require_safe
@kept_for_visitors
def section(request: HttpRequest, slug: str, number: int, key: str) -> HttpResponse:
    """All that is said in one section, ``?order=`` by symbol or by source, page by page."""
    round_ = round_of(slug, number)
    sections = sections_of(round_)
    place, found = _found(sections, key)
    order = order_of(request)
    said = in_full(ordered(said_in(round_, found), order))
    listing = listed(request, said, ORDERS[order], size=PAGE)
    title = found.title(active())
    context = page_context(
        request,
        process=round_.process,
        round=round_,
        title=title,
        listing=listing,
        entries=[_said(entry(each, found)) for each in listing.rows],
        is_numbered=found.question is None,
        order=order,
        orders=Order.choices,
        rule=rule(order),
        before=_neighbour(round_, sections, place - 1),
        after=_neighbour(round_, sections, place + 1),
        crumbs=_crumbs(round_, title),
    )
    return render(request, "web/output/section.html", context, status=listing.status)


def order_of(request: HttpRequest) -> str:
    """The order that the address asks for; by symbol where it names none that there is."""
    asked = request.GET.get("order", "")
    return asked if asked in Order.values else Order.SYMBOL


def _found(sections: list[Section], key: str) -> tuple[int, Section]:
    for place, each in enumerate(sections):
        if each.key == key:
            return place, each
    raise Http404


def _said(found: Entry) -> Said:
    room, texts = SHOWN, []
    for text in found.texts:
        if room <= 0:
            break
        texts.append(text if len(text) <= room else text[:room].rpartition(" ")[0] + " …")
        room -= len(text)
    line = facts(found.contribution, found.sources, found.content.language)
    return Said(found, line, texts, is_cut=room < 0 or len(texts) < len(found.texts))


def _neighbour(round_: Round, sections: list[Section], place: int) -> tuple[Wording, str] | None:
    """The section at this place, with its address."""
    if not 0 <= place < len(sections):
        return None
    address = reverse("web:by_question_section", args=[round_.process.slug, round_.number, sections[place].key])
    return sections[place].title(active()), address


def _crumbs(round_: Round, title: Wording) -> Crumbs:
    above = reverse("web:by_question", args=[round_.process.slug, round_.number])
    short = title.text if len(title.text) <= 60 else title.text[:60].rpartition(" ")[0] + " …"
    return [*crumbs_to(round_.process, round_), (_("Compilation by question"), above), (short, "")]

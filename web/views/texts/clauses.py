"""What became of a clause: its words in every version, and all that was proposed for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from consultations.models import CarriedText
from contributions.models import Amendment
from contributions.queries.proposers import amendments_at
from contributions.queries.topics import of_clause
from texts.engine.outline import Clause as Words
from texts.engine.redline import Piece, redline
from texts.models import Clause
from texts.models.clause import identity as identity_of
from texts.queries import Stage, called, history_of
from web.caching import kept_for_visitors
from web.views.reading.finding import page_context

from .carried import carried_text
from .reading import crumbs, frame, versions_of


@dataclass(frozen=True)
class Proposed:
    """A change that was published, as a redline against the words of its version, and what became of it."""

    amendment: Amendment
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Chapter:
    """The clause in one version: its stage there, the paper that carries it, and what was proposed to it."""

    stage: Stage
    carrier: CarriedText | None
    name: str
    proposed: list[Proposed]
    became: list[tuple[str, str]]
    came_from: list[tuple[str, str]]


@require_safe
@kept_for_visitors
def clause(request: HttpRequest, slug: str, symbol: str, identity: str) -> HttpResponse:
    """The history of a clause that the version at this address has, or had before."""
    carried = carried_text(slug, symbol)
    key = identity_of(identity)
    found = get_object_or_404(Clause, pk=key, text=carried.version.text_id) if key else None
    if found is None:
        raise Http404
    chapters = list(_chapters(found, carried))
    here = next((each for each in chapters if each.stage.version.pk == carried.version_id), None)
    if here is None:
        raise Http404
    context = page_context(
        request,
        **frame(carried),
        name=here.name,
        topic=of_clause(key),
        here=here,
        chapters=chapters,
        crumbs=crumbs(
            carried,
            (_("The text, clause by clause"), reverse("web:text", args=[slug, carried.symbol.text])),
            (here.name, ""),
        ),
    )
    return render(request, "web/texts/clause.html", context)


def _chapters(found: Clause, carried: CarriedText) -> Iterator[Chapter]:
    carriers = {each.version_id: each for each in versions_of(carried.version)}
    proposed: dict[int, list[Proposed]] = {}
    stages = history_of(found)
    words = {stage.version.pk: stage.words for stage in stages}
    for amendment in amendments_at(found):
        proposed.setdefault(amendment.version_id, []).append(_proposed(amendment, words.get(amendment.version_id)))
    before: Stage | None = None
    for stage in stages:
        carrier = carriers.get(stage.version.pk)
        yield Chapter(
            stage,
            carrier,
            _name(stage, before),
            proposed.get(stage.version.pk, []),
            _links(stage.became, stage, carrier),
            _links(stage.came_from, before, carriers.get(before.version.pk) if before else None),
        )
        before = stage


def _name(stage: Stage, before: Stage | None) -> str:
    """What it is called in this version; where it is gone, what it was called before."""
    if stage.words is not None:
        return called(stage.words, stage.outline)
    return called(before.words, before.outline) if before and before.words else _("a clause that is gone")


def _links(clauses: Iterable[Words], stage: Stage | None, carrier: CarriedText | None) -> list[tuple[str, str]]:
    """Other clauses by name, each with the address of its own page in that version."""
    found = []
    for each in clauses:
        args = [carrier.symbol.process.slug, carrier.symbol.text, each.id] if carrier else None
        found.append((called(each, stage.outline if stage else ()), reverse("web:clause", args=args) if args else ""))
    return found


def _proposed(amendment: Amendment, words: Words | None) -> Proposed:
    base = words.wording if words else ""
    change = amendment.as_change()
    if change.op == "ADD":
        return Proposed(amendment, redline("", change.wording))
    if change.op == "SUP":
        return Proposed(amendment, redline(base, ""))
    return Proposed(amendment, redline(base, change.wording or base))

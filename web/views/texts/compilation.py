"""The compilation of a version: its text with everything that is proposed to it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common import stamps
from common.languages import active, direction
from consultations.models import CarriedText
from contributions.queries.compiling import proposed_to
from web.caching import STAMP, kept_for_visitors
from web.views.reading.finding import page_context

from . import said
from .carried import carried_text
from .layout import Layout
from .parts import address_of_part, number_of_part
from .reading import crumbs, frame, versions_of


@dataclass(frozen=True)
class Laid:
    """A part of a compilation, ready to be shown to anybody: what takes long to make."""

    body: SafeString
    facts: dict[str, Any]
    part: int
    parts: int


@require_safe
@kept_for_visitors
def compilation(request: HttpRequest, slug: str, symbol: str) -> HttpResponse:
    """Each clause with all that is proposed for it. ``?editorial=0`` leaves editorial changes out."""
    carried = carried_text(slug, symbol)
    editorial = request.GET.get("editorial") != "0"
    laid = _laid(carried, editorial=editorial, part=number_of_part(request))
    context = page_context(
        request,
        **frame(carried),
        versions=versions_of(carried.version),
        laid=laid,
        editorial=editorial,
        text_direction=direction(carried.version.text.language),
        previous=address_of_part(request, laid.part - 1, of=laid.parts),
        next=address_of_part(request, laid.part + 1, of=laid.parts),
        how_to_read=said.how_to_read(),
        rule=said.rule_of_order(),
        crumbs=crumbs(carried, (_("The text, clause by clause"), _text_of(carried)), (_("Compilation"), "")),
    )
    return render(request, "web/texts/compilation.html", context)


def _laid(carried: CarriedText, *, editorial: bool, part: int) -> Laid:
    """The part, kept for everybody who reads this language."""
    at = timezone.now()
    key = f"compilation:{carried.version_id}:{active()}:{int(editorial)}:{part}"
    return stamps.kept(
        key, lambda: (_made(carried, editorial=editorial, part=part), at + stamps.LONGEST), under=STAMP, at=at
    )


def _made(carried: CarriedText, *, editorial: bool, part: int) -> Laid:
    proposed = proposed_to(carried.version)
    compilation = proposed.compiled(carried.version, editorial=editorial)
    layout = Layout(compilation, proposed, language=carried.version.text.language)
    part = min(part, len(layout.parts))
    is_last = part == len(layout.parts)
    body = render_to_string(
        "web/texts/_compilation.html",
        {
            "lines": layout.shown(part),
            "missing": layout.missing() if is_last else [],
            "unplaced": layout.unplaced() if is_last else [],
            "contributions": layout.contributions() if is_last else [],
            "text": carried.version.text,
            "way": direction(active()),
            "process": carried.symbol.round.process,
            "symbol": carried.symbol,
        },
    )
    facts = {
        "share": said.share(layout.compilation),
        "hidden": said.hidden(layout.compilation),
        "compiled_from": said.compiled_from(len(proposed.proposals)),
        "contested": [
            (each.clause.id, f"{each.clause.label} {each.clause.wording}".strip(), _part_of(each.number, layout))
            for each in layout.contested()
        ],
        "is_empty": not proposed.proposals,
    }
    return Laid(mark_safe(body), facts, part, len(layout.parts))  # noqa: S308 - a template wrote it


def _text_of(carried: CarriedText) -> str:
    return reverse("web:text", args=[carried.symbol.round.process.slug, carried.symbol.text])


def _part_of(number: int, layout: Layout) -> int:
    """The part that the clause with this number stands in."""
    return next(part for part, each in enumerate(layout.parts, 1) if number <= each.stop)

"""What became of a version: clause by clause, and of every change that was proposed to it."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from contributions.models import NextVersion
from contributions.queries.outcome import Chapter, outcome_of
from texts.models import TextVersion
from web.caching import kept_for_visitors
from web.views.reading.finding import page_context

from .carried import carried_text
from .parts import address_of_part, number_of_part
from .reading import crumbs, frame, versions_of

# So many clauses and changes at once: a browser shows them with ease. What is longer is read part by part.
MOST_ENTRIES = 300


@require_safe
@kept_for_visitors
def outcome(request: HttpRequest, slug: str, symbol: str) -> HttpResponse:
    """What became of *recognizing* c)? With ``?of=`` the symbol of a contribution, only what it proposed.

    ``?part=`` of what is long.
    """
    carried = carried_text(slug, symbol)
    version = TextVersion.objects.with_clauses().get(pk=carried.version_id)
    versions = versions_of(version)
    following = next((each for each in versions if each.version.number == version.number + 1), None)
    of = request.GET.get("of", "")[:120]
    chapters = []
    if following is not None:
        successor = TextVersion.objects.with_clauses().get(pk=following.version_id)
        chapters = outcome_of(version, successor, symbol=of)
        if not chapters:  # nothing of theirs to be told of: whoever comes from there sees all of it
            of, chapters = "", outcome_of(version, successor)
    parts = _parts(chapters)
    part = min(number_of_part(request), len(parts))
    context = page_context(
        request,
        **frame(carried),
        versions=versions,
        following=following,
        chapters=parts[part - 1],
        part_before=address_of_part(request, part - 1, of=len(parts)),
        part_after=address_of_part(request, part + 1, of=len(parts)),
        of=of if chapters else "",
        ground=_ground(version),
        crumbs=crumbs(
            carried,
            (_("The text, clause by clause"), reverse("web:text", args=[slug, carried.symbol.text])),
            (_("What became of it"), ""),
        ),
    )
    return render(request, "web/texts/outcome.html", context)


def _ground(version: TextVersion) -> str:
    """Why the next version was issued although something was open; "" where nothing was."""
    return NextVersion.objects.filter(base=version).values_list("ground", flat=True).first() or ""


def _parts(chapters: Sequence[Chapter]) -> list[list[Chapter]]:
    """Cut where a part would hold more than ``MOST_ENTRIES``; there is always one part."""
    parts: list[list[Chapter]] = [[]]
    held = 0
    for each in chapters:
        entries = 1 + len(each.changes)
        if parts[-1] and held + entries > MOST_ENTRIES:
            parts.append([])
            held = 0
        parts[-1].append(each)
        held += entries
    return parts
